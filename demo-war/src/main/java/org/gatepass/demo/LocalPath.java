// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The place within this server to which a person goes on after login. A request may propose one,
 * and an attacker may have made that request: what a browser could take for another server's
 * address is not accepted.
 */
public final class LocalPath {
  /** Longer ones come from no page of ours, and would not fit into every server's header buffer. */
  private static final int GREATEST_LENGTH = 2_000;

  private LocalPath() {}

  /**
   * Gives the proposed path if it is one, with query and fragment.
   *
   * @param proposed what the request proposes, or null; such as {@code /admin/?tab=users}
   * @param otherwise what to use instead of anything else
   * @return one of the two
   */
  public static String of(@Nullable String proposed, String otherwise) {
    return proposed != null && isLocal(proposed) ? proposed : otherwise;
  }

  /** A header takes it as it is: printable ASCII alone, as in a request line. */
  private static boolean isLocal(String path) {
    if (path.length() > GREATEST_LENGTH
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
