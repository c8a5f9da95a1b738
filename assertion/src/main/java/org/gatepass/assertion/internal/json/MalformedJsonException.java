// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.json;

/** A text is not the JSON object that was expected. The message does not quote the text. */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedJsonException(String message) {
    super(message);
  }
}
