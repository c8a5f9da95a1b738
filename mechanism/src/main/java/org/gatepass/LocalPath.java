// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A check of the address to which a login page redirects after the login, such as the parameter
 * {@code next}. An attacker may have put the address into a link. The check accepts no address that
 * a browser could resolve to another server. Safe for use by many threads.
 *
 * <pre>{@code
 * response.setStatus(HttpServletResponse.SC_SEE_OTHER);
 * response.setHeader("Location", LocalPath.of(request.getParameter("next"), "/"));
 * }</pre>
 */
public final class LocalPath {
  /** The header buffers of some servers are too small for longer ones. */
  private static final int MAX_LENGTH = 2_000;

  private LocalPath() {}

  /**
   * Returns the proposed path if it is a path of this server, else the other one.
   *
   * @param proposed the address from the request, with query and fragment, such as {@code
   *     /admin/?tab=users}, or null
   * @param otherwise the path to return if the proposed one is null, is longer than 2,000
   *     characters, does not start with exactly one slash, or has other characters than printable
   *     ASCII
   * @return {@code proposed} or {@code otherwise}, unchanged
   */
  public static String of(@Nullable String proposed, String otherwise) {
    return proposed != null && isLocal(proposed) ? proposed : otherwise;
  }

  /** The path goes into a header unchanged: printable ASCII only, as in a request line. */
  private static boolean isLocal(String path) {
    if (path.length() > MAX_LENGTH
        || !staysHere(path)
        || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      return false;
    }
    try {
      // The plus sign must not become a blank here.
      String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
      return staysHere(decoded) && decoded.chars().noneMatch(Character::isISOControl);
    } catch (IllegalArgumentException incompleteEscape) {
      return false;
    }
  }

  /** Two slashes start a server name, and browsers read a backslash as a slash. */
  private static boolean staysHere(String path) {
    return path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\");
  }
}
