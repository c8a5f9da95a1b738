// SPDX-License-Identifier: Apache-2.0
/** What a measurement needs of the mechanism's own package. */
@NullMarked
package org.gatepass.internal.flow;

import org.jspecify.annotations.NullMarked;
