// SPDX-License-Identifier: Apache-2.0
/**
 * The limits on password logins: on failed logins ({@link
 * org.gatepass.internal.password.FailedLogins}) and on concurrent checks ({@link
 * org.gatepass.internal.password.PasswordChecks}), and the cache for HTTP Basic ({@link
 * org.gatepass.internal.password.VerifiedPasswords}). Pure Java, without Jakarta types and without
 * a clock of its own.
 */
@NullMarked
package org.gatepass.internal.password;

import org.jspecify.annotations.NullMarked;
