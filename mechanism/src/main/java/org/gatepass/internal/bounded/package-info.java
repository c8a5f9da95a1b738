// SPDX-License-Identifier: Apache-2.0
/** A map of limited size, for what requests make this library remember. Pure Java. */
@NullMarked
package org.gatepass.internal.bounded;

import org.jspecify.annotations.NullMarked;
