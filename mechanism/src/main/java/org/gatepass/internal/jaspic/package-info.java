// SPDX-License-Identifier: Apache-2.0
/** The integration as a module of Jakarta Authentication. */
@NullMarked
package org.gatepass.internal.jaspic;

import org.jspecify.annotations.NullMarked;
