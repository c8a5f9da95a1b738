// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.open;

import java.util.regex.Pattern;

/**
 * An open path below the context root, or a prefix, written like the mapping of a servlet: {@code
 * /health} or {@code /metrics/*}. Immutable.
 *
 * @param path the exact path, or the prefix without {@code /*}
 * @param isPrefix whether the paths below it are open too
 */
public record OpenPath(String path, boolean isPrefix) {
  private static final String ALL_BELOW = "/*";

  /** Segments that each server and each library matches as they are written. */
  private static final Pattern PLAIN =
      Pattern.compile("(?:/(?![.]{1,2}(?:/|$))[A-Za-z0-9._~!$&'()+=:@-]+)*/?");

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if the text is neither an exact path nor a prefix; the message
   *     is the rule alone
   */
  public static OpenPath parse(String text) {
    boolean isPrefix = text.endsWith(ALL_BELOW);
    String path = isPrefix ? text.substring(0, text.length() - ALL_BELOW.length()) : text;
    if (isPrefix && path.isEmpty()) {
      throw new IllegalArgumentException("opens all paths, and would turn off each login");
    }
    if (path.isEmpty() || !PLAIN.matcher(path).matches() || (isPrefix && path.endsWith("/"))) {
      throw new IllegalArgumentException(
          "is neither a path nor a prefix that ends in /*: it starts with one /, and has no empty"
              + " segment, no . or .. as a segment, and none of % ; ? # * \\");
    }
    return new OpenPath(path, isPrefix);
  }

  /** Whether a path below the context root is open. A prefix is an open path itself. */
  public boolean opens(String requested) {
    return requested.equals(path) || (isPrefix && requested.startsWith(path + "/"));
  }

  /** Returns the path in the notation of {@link #parse}. */
  @Override
  public String toString() {
    return isPrefix ? path + ALL_BELOW : path;
  }
}
