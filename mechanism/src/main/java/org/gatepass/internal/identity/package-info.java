// SPDX-License-Identifier: Apache-2.0
/**
 * The reader of identity headers: the rules for caller name, groups, e-mail address and display
 * name. Pure Java.
 */
@NullMarked
package org.gatepass.internal.identity;

import org.jspecify.annotations.NullMarked;
