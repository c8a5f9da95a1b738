// SPDX-License-Identifier: Apache-2.0
/**
 * Password hashes as stored in a database. New hashes are Argon2id; the formats of common existing
 * tables can be verified. {@link org.gatepass.store.internal.password.PasswordHashes} is the only
 * type that other packages use.
 */
@NullMarked
package org.gatepass.store.internal.password;

import org.jspecify.annotations.NullMarked;
