// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

/** The body of a request is not what it should be. The message is for whoever sent it. */
public final class MalformedBodyException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedBodyException(String reason) {
    super(reason);
  }
}
