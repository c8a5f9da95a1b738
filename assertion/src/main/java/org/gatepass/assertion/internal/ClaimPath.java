// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of a claim: names of members from the outermost to the innermost one.
 *
 * @param names the names; at least one
 */
public record ClaimPath(List<String> names) {
  private static final Pattern PART = Pattern.compile("'([^']+)'|\"([^\"]+)\"|([^.'\"\\s]+)");

  /** Copies the names. */
  public ClaimPath {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a claim has at least one name");
    }
  }

  /**
   * Reads a path in the form of the dotted keys of TOML 1.0: dots separate names, and a name in
   * single or double quotes may contain dots and blanks. Examples: {@code email}, {@code
   * realm_access.roles}, {@code 'https://example.org/groups'}, {@code
   * resource_access.'my.client'.roles}.
   *
   * @param text the path
   * @return the path
   * @throws IllegalArgumentException if a name is empty, or a quote has no end
   */
  public static ClaimPath parse(String text) {
    List<String> names = new ArrayList<>();
    Matcher part = PART.matcher(text);
    int at = 0;
    do {
      if (!part.region(at, text.length()).lookingAt()) {
        throw malformed(text);
      }
      names.add(
          part.group()
              .substring(isQuoted(part) ? 1 : 0, part.group().length() - (isQuoted(part) ? 1 : 0)));
      at = part.end();
    } while (at < text.length() && text.charAt(at++) == '.');
    if (part.end() < text.length()) {
      throw malformed(text);
    }
    return new ClaimPath(names);
  }

  private static boolean isQuoted(Matcher part) {
    return part.group(3) == null;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is not the path of a claim (examples: realm_access.roles,"
            + " 'https://example.org/groups')");
  }

  /**
   * Reads the claim.
   *
   * @param claims all claims
   * @return the value; null if the claims lack it
   */
  @Nullable Object in(Map<String, Object> claims) {
    Object value = claims;
    for (String name : names) {
      value = value instanceof Map<?, ?> object ? object.get(name) : null;
    }
    return value;
  }
}
