// SPDX-License-Identifier: Apache-2.0
/** Accounts brought to the states that a directory exports, a thousand rows in a transaction. */
@NullMarked
package org.gatepass.store.internal.sync;

import org.jspecify.annotations.NullMarked;
