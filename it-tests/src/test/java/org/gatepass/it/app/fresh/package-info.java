// SPDX-License-Identifier: Apache-2.0
/** An application whose accounts others change in the database. */
@NullMarked
package org.gatepass.it.app.fresh;

import org.jspecify.annotations.NullMarked;
