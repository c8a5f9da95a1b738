// SPDX-License-Identifier: Apache-2.0
/** A small application that shows what the demo has no reason to show. */
@NullMarked
package org.gatepass.it.app.small;

import org.jspecify.annotations.NullMarked;
