// SPDX-License-Identifier: Apache-2.0
/** An application of servlets alone, for servers that have no Jakarta Security. */
@NullMarked
package org.gatepass.it.servlets;

import org.jspecify.annotations.NullMarked;
