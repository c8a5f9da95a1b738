// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.Optional;

/** The rule for login names, in the commands and in the file. */
final class LoginName {
  private static final int MAX_LENGTH = 255;

  private LoginName() {}

  /**
   * Checks a name.
   *
   * @return the fault, with the rule; empty for a valid name
   */
  static Optional<String> faultOf(String name) {
    if (name.isEmpty()) {
      return Optional.of("the name is empty (example: alice)");
    }
    if (name.codePoints().anyMatch(LoginName::isInvisible)) {
      return Optional.of(
          "the name holds a control or invisible character, or one that could not be read as UTF-8"
              + " (example: alice)");
    }
    if (!name.strip().equals(name)) {
      return Optional.of("the name \"" + name + "\" begins or ends with a blank (example: alice)");
    }
    if (name.indexOf(':') >= 0) {
      return Optional.of(
          "the name \""
              + name
              + "\" holds a colon, which ends a name in the file (example: alice)");
    }
    if (name.startsWith("#")) {
      return Optional.of(
          "the name \"" + name + "\" begins with #, which makes a comment (example: alice)");
    }
    int length = name.codePointCount(0, name.length());
    if (length > MAX_LENGTH) {
      return Optional.of("the name has " + length + " characters, over " + MAX_LENGTH);
    }
    return Optional.empty();
  }

  private static boolean isInvisible(int codePoint) {
    return codePoint == 0xFFFD
        || switch (Character.getType(codePoint)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }
}
