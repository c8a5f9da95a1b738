// SPDX-License-Identifier: Apache-2.0
/** An application whose own entity has a revision. */
@NullMarked
package org.gatepass.it.app.roster;

import org.jspecify.annotations.NullMarked;
