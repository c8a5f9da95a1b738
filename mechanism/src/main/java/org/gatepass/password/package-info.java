// SPDX-License-Identifier: Apache-2.0
/**
 * The API for changes of passwords: the credential of a change, and the result of an identity store
 * that does not accept a right password.
 */
@NullMarked
package org.gatepass.password;

import org.jspecify.annotations.NullMarked;
