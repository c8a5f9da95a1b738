// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

/** The character between two groups in a header line. */
public enum GroupsSeparator {
  /** A comma, as in the lists of RFC 9110, section 5.6.1. */
  COMMA(",", ','),
  /** A semicolon. */
  SEMICOLON(";", ';'),
  /** A vertical bar. */
  BAR("|", '|'),
  /** A caret. */
  CARET("CARET", '^'),
  /** A colon. */
  COLON("COLON", ':'),
  /** A blank (SP). */
  SPACE("SPACE", ' '),
  /** None: each line is one group, which is never split. */
  NONE("NONE", '\0');

  private final String notation;
  private final char character;

  GroupsSeparator(String notation, char character) {
    this.notation = notation;
    this.character = character;
  }

  /**
   * Reads a separator in the notation of the configuration.
   *
   * @param text {@code ,} or {@code ;} or {@code |}, or one of the names {@code CARET}, {@code
   *     COLON}, {@code SPACE} and {@code NONE} in any case
   * @return the separator
   * @throws IllegalArgumentException if the text is none of these; the message is the rule alone
   */
  public static GroupsSeparator parse(String text) {
    for (GroupsSeparator separator : values()) {
      if (separator.notation.equalsIgnoreCase(text)) {
        return separator;
      }
    }
    throw new IllegalArgumentException("is none of , ; | CARET COLON SPACE NONE");
  }

  /** The end of the group that starts at an index of a line. */
  int endOfGroup(String line, int start) {
    int at = this == NONE ? -1 : line.indexOf(character, start);
    return at < 0 ? line.length() : at;
  }

  /** Whether a group's decoded name contains this character. */
  boolean isIn(String group) {
    return this != NONE && group.indexOf(character) >= 0;
  }
}
