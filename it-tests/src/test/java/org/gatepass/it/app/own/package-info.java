// SPDX-License-Identifier: Apache-2.0
/** Common classes of the applications with entities of their own. */
@NullMarked
package org.gatepass.it.app.own;

import org.jspecify.annotations.NullMarked;
