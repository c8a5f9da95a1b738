// SPDX-License-Identifier: Apache-2.0
/** An application without accounts. */
@NullMarked
package org.gatepass.it.app.headeronly;

import org.jspecify.annotations.NullMarked;
