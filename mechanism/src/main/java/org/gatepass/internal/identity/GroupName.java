// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

/** The rule for the name of a group in a setting. */
public final class GroupName {
  /** The maximum length in Java characters, that of the column of the accounts' groups. */
  private static final int MAX_LENGTH = 255;

  private GroupName() {}

  /**
   * Reads a name.
   *
   * @return the name
   * @throws IllegalArgumentException if the text is empty, too long or not clean; the message is
   *     the rule alone
   */
  public static String parse(String text) {
    if (text.length() > MAX_LENGTH || !CleanText.isClean(text)) {
      throw new IllegalArgumentException(
          "is not a group's name: 1 to 255 visible characters in normal form C");
    }
    return text;
  }
}
