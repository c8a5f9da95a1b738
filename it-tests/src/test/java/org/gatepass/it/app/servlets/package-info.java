// SPDX-License-Identifier: Apache-2.0
/** An application with only servlets, for servers without Jakarta Security. */
@NullMarked
package org.gatepass.it.app.servlets;

import org.jspecify.annotations.NullMarked;
