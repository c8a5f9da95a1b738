// SPDX-License-Identifier: Apache-2.0
/** Header names, header lines, and the decoding of values. Pure Java. */
@NullMarked
package org.gatepass.internal.header;

import org.jspecify.annotations.NullMarked;
