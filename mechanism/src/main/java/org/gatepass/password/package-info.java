// SPDX-License-Identifier: Apache-2.0
/**
 * What stands between a password login and the stores that check it: who has failed too often waits
 * ({@link org.gatepass.password.FailedLogins}), so many are checked at a time ({@link
 * org.gatepass.password.PasswordChecks}), and HTTP Basic does not pay for each request ({@link
 * org.gatepass.password.VerifiedPasswords}). Pure Java, without Jakarta types and without a clock
 * of its own.
 */
@NullMarked
package org.gatepass.password;

import org.jspecify.annotations.NullMarked;
