// SPDX-License-Identifier: Apache-2.0
/** The access of measurements to the mechanism's own package. */
@NullMarked
package org.gatepass.internal.flow;

import org.jspecify.annotations.NullMarked;
