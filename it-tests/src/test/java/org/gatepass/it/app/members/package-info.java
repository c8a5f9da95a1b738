// SPDX-License-Identifier: Apache-2.0
/** An application whose own entity has a list of changes. */
@NullMarked
package org.gatepass.it.app.members;

import org.jspecify.annotations.NullMarked;
