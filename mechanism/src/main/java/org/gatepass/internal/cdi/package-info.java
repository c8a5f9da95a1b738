// SPDX-License-Identifier: Apache-2.0
/** The portable extension, the mechanism that it adds, and the look-up of beans. */
@NullMarked
package org.gatepass.internal.cdi;

import org.jspecify.annotations.NullMarked;
