// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of the integration with the container: mechanism and module, EARs, deployment checks,
 * corners of Jakarta EE.
 */
@NullMarked
package org.gatepass.it.container;

import org.jspecify.annotations.NullMarked;
