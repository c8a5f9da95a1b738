// SPDX-License-Identifier: Apache-2.0
/** An application without the library. */
@NullMarked
package org.gatepass.it.app.start;

import org.jspecify.annotations.NullMarked;
