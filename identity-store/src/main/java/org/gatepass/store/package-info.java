// SPDX-License-Identifier: Apache-2.0
/**
 * Accounts in a database, and the two identity stores that read them. The active-user store
 * validates callers named by a trusted proxy; the password store is the fallback for passwords.
 */
@NullMarked
package org.gatepass.store;

import org.jspecify.annotations.NullMarked;
