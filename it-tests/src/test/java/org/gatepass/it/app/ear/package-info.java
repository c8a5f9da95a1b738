// SPDX-License-Identifier: Apache-2.0
/** Two web applications of one EAR, each with settings and callers of its own. */
@NullMarked
package org.gatepass.it.app.ear;

import org.jspecify.annotations.NullMarked;
