// SPDX-License-Identifier: Apache-2.0
/** An application that defines a store twice. */
@NullMarked
package org.gatepass.it.app.twice;

import org.jspecify.annotations.NullMarked;
