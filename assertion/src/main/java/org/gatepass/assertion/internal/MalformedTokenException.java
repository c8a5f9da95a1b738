// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

/** A text is not a signed token in compact form. The message does not quote the text. */
final class MalformedTokenException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedTokenException(String message) {
    super(message);
  }
}
