// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.util.Enumeration;

/** Optional whitespace around a header value: SP and HTAB only (OWS of RFC 9110, section 5.6.3). */
public final class OptionalWhitespace {
  private OptionalWhitespace() {}

  static boolean is(char c) {
    return c == ' ' || c == '\t';
  }

  public static boolean isAll(String text) {
    return skip(text, 0, text.length()) == text.length();
  }

  /** Whether one of the lines of a header has a character that is no whitespace. */
  public static boolean isNotAll(Enumeration<String> lines) {
    while (lines.hasMoreElements()) {
      if (!isAll(lines.nextElement())) {
        return true;
      }
    }
    return false;
  }

  public static String trim(String text) {
    int start = skip(text, 0, text.length());
    return text.substring(start, skipBack(text, start, text.length()));
  }

  /** The index of the first character that is not a blank, or the end. */
  public static int skip(String text, int start, int end) {
    int at = start;
    while (at < end && is(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The index after the last character that is not a blank, or the start. */
  public static int skipBack(String text, int start, int end) {
    int at = end;
    while (at > start && is(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
