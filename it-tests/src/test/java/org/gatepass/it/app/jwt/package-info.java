// SPDX-License-Identifier: Apache-2.0
/** An application that takes tokens of MicroProfile JWT too. */
@NullMarked
package org.gatepass.it.app.jwt;

import org.jspecify.annotations.NullMarked;
