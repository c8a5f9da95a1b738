// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

/** What an answer means. */
enum Verdict {
  SAFE("safe"),
  UNSAFE("NOT SAFE"),
  UNCLEAR("unclear");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
