// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

/** An invalid command line. The message describes a valid one. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
