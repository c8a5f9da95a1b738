// SPDX-License-Identifier: Apache-2.0
/**
 * What stands between a password login and the stores that check it: who has failed too often waits
 * ({@link org.gatepass.internal.password.FailedLogins}), so many are checked at a time ({@link
 * org.gatepass.internal.password.PasswordChecks}), and HTTP Basic does not pay for each request
 * ({@link org.gatepass.internal.password.VerifiedPasswords}). Pure Java, without Jakarta types and
 * without a clock of its own.
 */
@NullMarked
package org.gatepass.internal.password;

import org.jspecify.annotations.NullMarked;
