// SPDX-License-Identifier: Apache-2.0
/** An application that a proxy serves below another path. */
@NullMarked
package org.gatepass.it.app.prefix;

import org.jspecify.annotations.NullMarked;
