// SPDX-License-Identifier: Apache-2.0
/**
 * Password hashes as a database keeps them: today's format is written, the formats that existing
 * tables hold are read. {@link org.gatepass.store.password.PasswordHashes} is the whole of what the
 * stores touch.
 */
@NullMarked
package org.gatepass.store.password;

import org.jspecify.annotations.NullMarked;
