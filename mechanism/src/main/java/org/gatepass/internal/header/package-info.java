// SPDX-License-Identifier: Apache-2.0
/** Header lines: their names, how they are found, how a value is decoded. Pure Java. */
@NullMarked
package org.gatepass.internal.header;

import org.jspecify.annotations.NullMarked;
