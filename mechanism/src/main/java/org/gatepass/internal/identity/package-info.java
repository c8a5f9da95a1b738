// SPDX-License-Identifier: Apache-2.0
/**
 * What a trusted request says: the rules for caller name, groups, e-mail and display name. Pure
 * Java.
 */
@NullMarked
package org.gatepass.internal.identity;

import org.jspecify.annotations.NullMarked;
