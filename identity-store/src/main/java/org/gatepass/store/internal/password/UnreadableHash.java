// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

/** A missing or unreadable hash, which no password matches. */
record UnreadableHash() implements StoredHash {

  @Override
  public boolean matches(PlainPassword password) {
    return false;
  }
}
