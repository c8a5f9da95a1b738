// SPDX-License-Identifier: Apache-2.0
/**
 * Accounts in a database, and the two identity stores that ask it: the active-user store for
 * callers whom a trusted proxy names, and the password store behind it.
 */
@NullMarked
package org.gatepass.store;

import org.jspecify.annotations.NullMarked;
