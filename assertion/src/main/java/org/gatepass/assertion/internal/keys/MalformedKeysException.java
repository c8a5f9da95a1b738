// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

/** A text holds no keys in the expected format. */
public final class MalformedKeysException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedKeysException(String message) {
    super(message);
  }
}
