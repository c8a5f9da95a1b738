// SPDX-License-Identifier: Apache-2.0
/** An application with a second mechanism. */
@NullMarked
package org.gatepass.it.second;

import org.jspecify.annotations.NullMarked;
