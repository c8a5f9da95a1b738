// SPDX-License-Identifier: Apache-2.0
/** What the applications with entities of their own have in common. */
@NullMarked
package org.gatepass.it.own;

import org.jspecify.annotations.NullMarked;
