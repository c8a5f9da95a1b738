// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import java.util.Locale;
import java.util.Set;

/**
 * The name of a header, such as {@code remote-user}. Names are case-insensitive (RFC 9110, section
 * 5.1). Immutable and safe for use by many threads.
 *
 * @param name the name, converted to lower case
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
   * @throws IllegalArgumentException if the name is not a token (RFC 9110, section 5.6.2); the
   *     message is the rule alone
   */
  public HeaderName {
    if (name.isEmpty() || !name.chars().allMatch(HeaderName::isTokenChar)) {
      throw new IllegalArgumentException(
          "is not a header name: letters, digits and " + MARKS + " only");
    }
    name = name.toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the name of a header that a proxy may set.
   *
   * @param text the name, in any case
   * @return the name
   * @throws IllegalArgumentException if the name is not a token (RFC 9110, section 5.6.2), or is a
   *     header of HTTP itself; the message is the rule alone
   */
  public static HeaderName parse(String text) {
    HeaderName header = new HeaderName(text);
    if (HTTP_OWN.contains(header.name) || header.name.startsWith("proxy-")) {
      throw new IllegalArgumentException(
          "is a header of HTTP itself: clients and servers write it for ends of their own");
    }
    return header;
  }

  /**
   * Whether another name is a different spelling of this one: it differs only by {@code _}, {@code
   * .} and {@code -}, and possibly by case. Some servers and interfaces, such as CGI, treat both
   * names as the same.
   *
   * @param otherName the name of any header
   * @return whether it is an alias; false for this name in any case
   */
  public boolean hasAlias(String otherName) {
    if (otherName.length() != name.length()) {
      return false;
    }
    boolean same = true;
    for (int i = 0; i < name.length(); i++) {
      char own = name.charAt(i);
      char theirs = lowerCase(otherName.charAt(i));
      if (dashed(own) != dashed(theirs)) {
        return false;
      }
      same &= own == theirs;
    }
    return !same;
  }

  /** Whether a part of a text is this name, ignoring case. */
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

  /** ASCII only: for String.equalsIgnoreCase the Kelvin sign is a k. */
  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  private static char dashed(char c) {
    return c == '_' || c == '.' ? '-' : c;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
