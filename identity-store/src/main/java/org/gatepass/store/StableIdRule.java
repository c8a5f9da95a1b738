// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.text.Normalizer;

/**
 * The rule for the stable id of an account. Each id that a header login can have obeys the rule, so
 * that an account with another id would admit no header login.
 */
final class StableIdRule {
  /** The maximum length in Java characters. */
  static final int MAX_LENGTH = 255;

  private StableIdRule() {}

  /**
   * Checks an id. The exception's message does not contain the id, which is personal data.
   *
   * @throws IllegalArgumentException if the id breaks the rule
   */
  static void check(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("The stable id has not 1 to 255 characters");
    }
    // All blanks are at most U+FFFF.
    if (Character.isSpaceChar(id.charAt(0)) || Character.isSpaceChar(id.charAt(id.length() - 1))) {
      throw new IllegalArgumentException("The stable id has blanks at its ends");
    }
    if (id.codePoints().anyMatch(StableIdRule::isInvisible)) {
      throw new IllegalArgumentException("The stable id has invisible characters");
    }
    if (!Normalizer.isNormalized(id, Normalizer.Form.NFC)) {
      throw new IllegalArgumentException("The stable id is not in normalization form C");
    }
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
