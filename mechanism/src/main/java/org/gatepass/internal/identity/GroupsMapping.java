// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatepass.internal.header.OptionalWhitespace;

/**
 * The mapping from the proxy's groups to the application's groups. Groups without an entry are
 * ignored. Immutable and safe for use by many threads.
 */
public final class GroupsMapping {
  private static final String EVERY_NAME = "*";
  private static final char QUOTE = '"';

  /** Separators and the wildcard: only a quoted name may contain them. */
  private static final String ONLY_QUOTED = "*;|\"";

  private static final GroupsMapping NONE = new GroupsMapping(Map.of(), false);
  private static final GroupsMapping IDENTITY = new GroupsMapping(Map.of(), true);

  private final Map<String, Set<String>> namesByProxysName;
  private final Set<String> names;
  private final boolean identity;

  private GroupsMapping(Map<String, Set<String>> namesByProxysName, boolean identity) {
    this.namesByProxysName =
        namesByProxysName.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    this.names =
        namesByProxysName.values().stream()
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());
    this.identity = identity;
  }

  /**
   * The mapping that ignores all groups of the proxy.
   *
   * @return the mapping
   */
  public static GroupsMapping none() {
    return NONE;
  }

  /**
   * Reads a mapping: pairs of the proxy's name and the application's, such as {@code
   * idp-admins=administrator,staff=user}. Names that are on no left side are ignored. A name may be
   * the left side of several pairs, and is then mapped to several names. {@code *} alone maps each
   * name to itself; an empty text maps no name. Blanks around a name are ignored.
   *
   * <p>A name in double quotes may contain any printable character, also a comma, an equals sign
   * and blanks: {@code "cn=admins,ou=groups,dc=example"=administrator}. Within quotes a quote and a
   * backslash are escaped with a backslash.
   *
   * @param text the mapping
   * @return the mapping
   * @throws IllegalArgumentException if a part is not a pair, a name is empty or has a character
   *     that is invalid in groups, a name without quotes contains {@code *}, {@code ;}, {@code |}
   *     or a quote, or a pair is repeated; the message is the rule alone
   */
  public static GroupsMapping parse(String text) {
    String trimmed = OptionalWhitespace.trim(text);
    if (trimmed.isEmpty()) {
      return NONE;
    }
    if (trimmed.equals(EVERY_NAME)) {
      return IDENTITY;
    }
    Map<String, Set<String>> names = new HashMap<>();
    int start = 0;
    while (start <= trimmed.length()) {
      int end = endOfPart(trimmed, start, ',');
      addPair(trimmed.substring(start, end), names);
      start = end + 1;
    }
    return new GroupsMapping(names, false);
  }

  private static void addPair(String pair, Map<String, Set<String>> names) {
    int equals = endOfPart(pair, 0, '=');
    if (equals == pair.length() || endOfPart(pair, equals + 1, '=') < pair.length()) {
      throw new IllegalArgumentException(
          "is not a mapping of groups: \""
              + pair
              + "\" is not one name, =, and another (a name with , or = in it needs quotes)");
    }
    String proxysName = parseName(pair.substring(0, equals));
    String ourName = parseName(pair.substring(equals + 1));
    if (!names.computeIfAbsent(proxysName, absent -> new LinkedHashSet<>()).add(ourName)) {
      throw new IllegalArgumentException(
          "is not a mapping of groups: \"%s\" is mapped to \"%s\" twice"
              .formatted(proxysName, ourName));
    }
  }

  /** The index of the next separator outside of quotes, or the end. */
  private static int endOfPart(String text, int start, char separator) {
    boolean quoted = false;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == separator && !quoted) {
        return at;
      }
      if (c == QUOTE) {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        at++;
      }
      at++;
    }
    return text.length();
  }

  private static String parseName(String text) {
    String name = OptionalWhitespace.trim(text);
    if (name.indexOf(QUOTE) == 0) {
      return quotedName(name);
    }
    if (!CleanText.isClean(name) || name.chars().anyMatch(c -> ONLY_QUOTED.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "is not a mapping of groups: \""
              + name
              + "\" is not a group's name: text in normal form C without * ; | \" and control"
              + " characters (quotes around it allow the first three)");
    }
    return name;
  }

  private static String quotedName(String text) {
    StringBuilder name = new StringBuilder();
    int at = 1;
    while (at < text.length() && text.charAt(at) != QUOTE) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at < text.length()) {
        name.append(text.charAt(at));
      }
      at++;
    }
    if (at != text.length() - 1 || !CleanText.isClean(name.toString())) {
      throw new IllegalArgumentException(
          "is not a mapping of groups: "
              + text
              + " is not a quoted name: text in normal form C without control characters, between"
              + " two quotes");
    }
    return name.toString();
  }

  /**
   * Maps a group of the proxy to groups of the application.
   *
   * @param proxysName the name of the proxy's group
   * @return the names of the application's groups; empty for an ignored group
   */
  public Set<String> map(String proxysName) {
    return identity ? Set.of(proxysName) : namesByProxysName.getOrDefault(proxysName, Set.of());
  }

  /** Whether the mapping is {@code *}, which contains no names. */
  boolean isIdentity() {
    return identity;
  }

  /** The groups among earlier results of a mapping that this mapping can return. */
  Set<String> stillGiven(Set<String> earlier) {
    return identity
        ? earlier
        : earlier.stream().filter(names::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the pairs, which are not secret. */
  @Override
  public String toString() {
    return identity ? EVERY_NAME : namesByProxysName.toString();
  }
}
