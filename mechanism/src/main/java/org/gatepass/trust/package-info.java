// SPDX-License-Identifier: Apache-2.0
/**
 * Deciding whom to believe: values in, values out. Pure Java: no Jakarta type, no clock, no
 * logging, so that it can be read, tested and mutated alone.
 */
@NullMarked
package org.gatepass.trust;

import org.jspecify.annotations.NullMarked;
