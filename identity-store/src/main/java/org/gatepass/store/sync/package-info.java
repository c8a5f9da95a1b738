// SPDX-License-Identifier: Apache-2.0
/** Synchronisation of the accounts with exports of a directory. */
@NullMarked
package org.gatepass.store.sync;

import org.jspecify.annotations.NullMarked;
