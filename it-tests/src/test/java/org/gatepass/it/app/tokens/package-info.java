// SPDX-License-Identifier: Apache-2.0
/** An application with bearer tokens of its own. */
@NullMarked
package org.gatepass.it.app.tokens;

import org.jspecify.annotations.NullMarked;
