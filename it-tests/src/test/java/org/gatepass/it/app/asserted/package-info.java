// SPDX-License-Identifier: Apache-2.0
/** An application whose callers a signed assertion names. */
@NullMarked
package org.gatepass.it.app.asserted;

import org.jspecify.annotations.NullMarked;
