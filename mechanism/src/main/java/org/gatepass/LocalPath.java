// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The check of an address to which a person is redirected after a login, such as the parameter
 * {@code next} of the login page. An attacker may have written it into a link: an address that a
 * browser could take for another server's is not accepted.
 *
 * <pre>{@code
 * response.setStatus(HttpServletResponse.SC_SEE_OTHER);
 * response.setHeader("Location", LocalPath.of(request.getParameter("next"), "/"));
 * }</pre>
 */
public final class LocalPath {
  /** A longer one would not fit into every server's header buffer. */
  private static final int MAX_LENGTH = 2_000;

  private LocalPath() {}

  /**
   * Gives the proposed path if it is within this server, with query and fragment.
   *
   * @param proposed the address that the request proposes, such as {@code /admin/?tab=users}, or
   *     null
   * @param otherwise the path to use where the proposed one is missing, longer than 2,000
   *     characters, or no path that starts with one slash and consists of printable ASCII
   * @return one of the two
   */
  public static String of(@Nullable String proposed, String otherwise) {
    return proposed != null && isLocal(proposed) ? proposed : otherwise;
  }

  /** A header takes it as it is: printable ASCII alone, as in a request line. */
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

  /** Two slashes begin the name of a server, and browsers read a backslash as a slash. */
  private static boolean staysHere(String path) {
    return path.startsWith("/") && !path.startsWith("//") && !path.startsWith("/\\");
  }
}
