// SPDX-License-Identifier: Apache-2.0
/** Applications that return the integration of their requests. */
@NullMarked
package org.gatepass.it.app.integration;

import org.jspecify.annotations.NullMarked;
