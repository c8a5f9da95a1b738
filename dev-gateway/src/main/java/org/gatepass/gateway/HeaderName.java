// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for header names that the gateway sets itself. */
final class HeaderName {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*");
  private static final Set<String> TAKEN =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "date",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  /**
   * The identity headers of oauth2-proxy; the other X-Forwarded headers describe the route of the
   * request.
   */
  private static final Set<String> FORWARDED_IDENTITY =
      Set.of("x-forwarded-user", "x-forwarded-groups", "x-forwarded-email");

  private HeaderName() {}

  /**
   * Checks the name of a header for an identity or a secret.
   *
   * @throws IllegalArgumentException if the name is not allowed
   */
  static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not letters and digits with hyphens between (example: remote-user)");
    }
    String folded = fold(name);
    if (TAKEN.contains(folded)
        || (folded.startsWith("x-forwarded-") && !FORWARDED_IDENTITY.contains(folded))) {
      throw new IllegalArgumentException(
          "\"" + name + "\" has a meaning of its own in HTTP (example: remote-user)");
    }
  }

  /**
   * The name in the form of the most lenient server: lower case, with a hyphen for each character
   * that is neither letter nor digit, so that {@code Remote_User} and {@code remote.user} are
   * equal.
   */
  static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.toLowerCase(Locale.ROOT));
    for (int i = 0; i < folded.length(); i++) {
      if (!Character.isLetterOrDigit(folded.charAt(i))) {
        folded.setCharAt(i, '-');
      }
    }
    return folded.toString();
  }
}
