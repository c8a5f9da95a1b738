// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.util.Locale;
import java.util.Set;

/**
 * The name of a header that carries what a proxy says, such as {@code remote-user}. Immutable and
 * safe for use by many threads. Names are equal without regard to case (RFC 9110, section 5.1).
 *
 * @param name the name, in lower case whatever case it was given in
 */
public record HeaderName(String name) {
  private static final String MARKS = "!#$%&'*+-.^_`|~";
  private static final Set<String> HTTP_OWN =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "cookie",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is no token of RFC 9110, section 5.6.2, or a header of
   *     HTTP itself; the message is the rule alone
   */
  public HeaderName {
    if (name.isEmpty() || !name.chars().allMatch(HeaderName::isTokenChar)) {
      throw new IllegalArgumentException(
          "is not a header name: letters, digits and " + MARKS + " only");
    }
    name = name.toLowerCase(Locale.ROOT);
    if (HTTP_OWN.contains(name) || name.startsWith("proxy-")) {
      throw new IllegalArgumentException(
          "is a header of HTTP itself: clients and servers write it for ends of their own");
    }
  }

  /**
   * Reads a name.
   *
   * @param text the name, in any case
   * @return the name
   * @throws IllegalArgumentException if it is no token of RFC 9110, section 5.6.2, or a header of
   *     HTTP itself; the message is the rule alone
   */
  public static HeaderName parse(String text) {
    return new HeaderName(text);
  }

  /**
   * Whether another name is a different spelling of this one, which servers of other kinds than
   * ours, such as CGI, would take for the same: it differs only by {@code _}, {@code .} and {@code
   * -}, and perhaps by case.
   *
   * @param otherName any header's name
   * @return whether it is; false for this very name in any case
   */
  public boolean hasAlias(String otherName) {
    if (otherName.length() != name.length()) {
      return false;
    }
    boolean same = true;
    for (int i = 0; i < name.length(); i++) {
      char ours = name.charAt(i);
      char theirs = lowerCase(otherName.charAt(i));
      if (dashed(ours) != dashed(theirs)) {
        return false;
      }
      same &= ours == theirs;
    }
    return !same;
  }

  /** Whether a part of a text is this name, in any case. */
  public boolean isAt(String text, int start, int end) {
    if (end - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (lowerCase(text.charAt(start + i)) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenChar(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || MARKS.indexOf(c) >= 0;
  }

  /** ASCII only: String.equalsIgnoreCase takes the Kelvin sign for a k. */
  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  private static char dashed(char c) {
    return c == '_' || c == '.' ? '-' : c;
  }

  /** Writes the name. */
  @Override
  public String toString() {
    return name;
  }
}
