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
 * Which groups of the proxy count, and what the application calls them. Immutable and safe for use
 * by many threads.
 */
public final class GroupsMapping {
  private static final String EVERY_NAME = "*";
  private static final char QUOTE = '"';

  /** They separate groups or entries, or stand for all, so that only a quoted name holds one. */
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
   * The mapping for which no group of the proxy counts.
   *
   * @return the mapping
   */
  public static GroupsMapping none() {
    return NONE;
  }

  /**
   * Reads a mapping: pairs of the proxy's name and the application's, such as {@code
   * idp-admins=administrator,staff=user}. Names that are not on a left side don't count. A left
   * side may stand in several pairs and then gives several names. {@code *} alone stands for every
   * name being itself, nothing for no name. Blanks around a name mean nothing.
   *
   * <p>A name in double quotes may hold any printable character, also a comma, an equals sign and
   * blanks: {@code "cn=admins,ou=groups,dc=example"=administrator}. A quote and a backslash within
   * quotes have a backslash before them.
   *
   * @param text the mapping
   * @return the mapping
   * @throws IllegalArgumentException if a pair is no pair, a name is empty or holds a character
   *     that no group can have, a name without quotes holds {@code *}, {@code ;}, {@code |} or a
   *     quote, or a pair stands twice; the message is the rule alone
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

  /** The place of the next separator that stands outside of quotes, or the end. */
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
   * What the application calls a group.
   *
   * @param proxysName what the proxy calls it
   * @return the application's names; none for a group that doesn't count
   */
  public Set<String> map(String proxysName) {
    return identity ? Set.of(proxysName) : namesByProxysName.getOrDefault(proxysName, Set.of());
  }

  /** Whether each name is itself, so that no name has been written down by an operator. */
  boolean isIdentity() {
    return identity;
  }

  /** Those of some of the application's names that this mapping can give. */
  Set<String> stillGiven(Set<String> earlier) {
    return identity
        ? earlier
        : earlier.stream().filter(names::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** Writes the pairs, which are no secret. */
  @Override
  public String toString() {
    return identity ? EVERY_NAME : namesByProxysName.toString();
  }
}
