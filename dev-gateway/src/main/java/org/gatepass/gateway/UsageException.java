// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

/** A command line that makes no sense; the message says what does. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
