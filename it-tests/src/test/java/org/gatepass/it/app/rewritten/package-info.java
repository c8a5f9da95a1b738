// SPDX-License-Identifier: Apache-2.0
/** Applications on a server that replaces the peer's address. */
@NullMarked
package org.gatepass.it.app.rewritten;

import org.jspecify.annotations.NullMarked;
