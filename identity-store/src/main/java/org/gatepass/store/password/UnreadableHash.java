// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.password;

/** No hash, or none that can be read: no one's password. */
record UnreadableHash() implements StoredHash {

  @Override
  public boolean matches(PlainPassword password) {
    return false;
  }
}
