// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

/** The body of a request is malformed. The message is sent to the client. */
public final class MalformedBodyException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedBodyException(String reason) {
    super(reason);
  }
}
