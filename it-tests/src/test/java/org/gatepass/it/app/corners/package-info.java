// SPDX-License-Identifier: Apache-2.0
/** An application that looks for its caller wherever a container runs its code. */
@NullMarked
package org.gatepass.it.app.corners;

import org.jspecify.annotations.NullMarked;
