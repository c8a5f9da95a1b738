// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.util.regex.Pattern;

/**
 * The address at which people reach the application's context root. Immutable.
 *
 * @param origin its origin
 * @param path its path without a slash at the end, such as {@code /apps/x}; empty if the proxy
 *     passes paths on as they are
 */
public record PublicUrl(WebOrigin origin, String path) {
  /** Segments that need no encoding in a redirect or in the path of a cookie. */
  private static final Pattern PATH =
      Pattern.compile("(?:/(?![.]{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?");

  /**
   * Reads an address, such as {@code https://example.org/apps/x}.
   *
   * @throws IllegalArgumentException if the text is not an http or https address, or has more than
   *     a plain path; the message is the rule alone
   */
  public static PublicUrl parse(String text) {
    int authority = text.indexOf("://") + "://".length();
    int slash = text.indexOf('/', authority);
    String path = slash < 0 ? "" : text.substring(slash);
    WebOrigin origin = WebOrigin.read(slash < 0 ? text : text.substring(0, slash));
    if (origin == null || !PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "is not an http or https address with a path of letters, digits and . _ ~ - alone");
    }
    return new PublicUrl(origin, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }
}
