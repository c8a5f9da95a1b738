// SPDX-License-Identifier: Apache-2.0
/**
 * Password hashes as stored in a database. New hashes are Argon2id; the formats of common existing
 * tables can be verified. {@link org.gatepass.store.password.PasswordHashes} is the only public
 * type.
 */
@NullMarked
package org.gatepass.store.password;

import org.jspecify.annotations.NullMarked;
