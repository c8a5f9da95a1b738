// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

/** A command line, or a deployment, that the check cannot judge. The message has the remedy. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
