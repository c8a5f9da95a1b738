// SPDX-License-Identifier: Apache-2.0
/** An application that returns what AJP passes to a mechanism. */
@NullMarked
package org.gatepass.it.app.ajp;

import org.jspecify.annotations.NullMarked;
