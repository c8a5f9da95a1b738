// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.run;

/** The demo can't run, for a reason that the person at the keyboard can correct. */
final class DemoException extends Exception {
  private static final long serialVersionUID = 1;

  DemoException(String message) {
    super(message);
  }
}
