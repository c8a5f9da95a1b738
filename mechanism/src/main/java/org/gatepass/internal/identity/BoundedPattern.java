// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression with a limit on the number of characters that a match reads. An expression
 * with excessive backtracking, such as {@code (a+)+b}, costs a fraction of a millisecond. Immutable
 * and safe for use by many threads.
 */
final class BoundedPattern {
  /** A reasonable expression reads each of at most 510 characters a few times. */
  private static final int MAX_READS = 20_000;

  private final Pattern pattern;

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException if the text is not a regular expression; the message is the
   *     rule alone
   */
  BoundedPattern(String regex) {
    try {
      pattern = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is not a regular expression of java.util.regex.Pattern: %s near index %d"
              .formatted(e.getDescription(), e.getIndex()),
          e);
    }
  }

  /** Whether the whole text matches; false if the match exceeds the limit. */
  boolean matches(String text) {
    try {
      return pattern.matcher(new CountedText(text)).matches();
    } catch (GivingUpException e) {
      return false;
    }
  }

  private static final class CountedText implements CharSequence {
    private final String text;
    private int reads;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (reads == MAX_READS) {
        throw new GivingUpException();
      }
      reads++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class GivingUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GivingUpException() {
      super(null, null, false, false);
    }
  }
}
