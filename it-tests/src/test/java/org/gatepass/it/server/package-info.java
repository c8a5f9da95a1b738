// SPDX-License-Identifier: Apache-2.0
/**
 * The application servers under test: their processes and ports, the archives deployed to them, and
 * the documented differences between them.
 */
@NullMarked
package org.gatepass.it.server;

import org.jspecify.annotations.NullMarked;
