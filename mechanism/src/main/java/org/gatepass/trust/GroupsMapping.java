// SPDX-License-Identifier: Apache-2.0
package org.gatepass.trust;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which groups of the proxy count, and what the application calls them. Immutable and safe for use
 * by many threads.
 */
public final class GroupsMapping {
  private static final String EVERY_NAME = "*";

  /** Each of them may separate groups in the header. A comma cannot get here. */
  private static final String SEPARATORS = ";|";

  private static final GroupsMapping NONE = new GroupsMapping(Map.of(), false);
  private static final GroupsMapping IDENTITY = new GroupsMapping(Map.of(), true);

  private final Map<String, String> namesByProxysName;
  private final boolean identity;

  private GroupsMapping(Map<String, String> namesByProxysName, boolean identity) {
    this.namesByProxysName = Map.copyOf(namesByProxysName);
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
   * idp-admins=administrator,staff=user}. Names that are not on a left side don't count. {@code *}
   * alone stands for every name being itself, nothing for no name. Blanks around a name mean
   * nothing.
   *
   * @param text the mapping
   * @return the mapping
   * @throws IllegalArgumentException if a pair is no pair, a side is empty or holds {@code *},
   *     {@code ;}, {@code |} or a character that no group can have, or a left side stands twice;
   *     the message is the rule alone
   */
  public static GroupsMapping parse(String text) {
    String trimmed = OptionalWhitespace.trim(text);
    if (trimmed.isEmpty()) {
      return NONE;
    }
    if (trimmed.equals(EVERY_NAME)) {
      return IDENTITY;
    }
    Map<String, String> names = new HashMap<>();
    for (String pair : trimmed.split(",", -1)) {
      String[] sides = pair.split("=", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException(
            "is not a mapping of groups: \"" + pair + "\" is not one name, =, and another");
      }
      String proxysName = parseName(sides[0]);
      if (names.put(proxysName, parseName(sides[1])) != null) {
        throw new IllegalArgumentException(
            "is not a mapping of groups: \"" + proxysName + "\" is mapped twice");
      }
    }
    return new GroupsMapping(names, false);
  }

  private static String parseName(String text) {
    String name = OptionalWhitespace.trim(text);
    boolean separable = name.chars().anyMatch(c -> SEPARATORS.indexOf(c) >= 0);
    if (!CleanText.isClean(name) || separable || name.contains(EVERY_NAME)) {
      throw new IllegalArgumentException(
          "is not a mapping of groups: \""
              + name
              + "\" is not a group's name: text in normal form C without * ; | and control"
              + " characters");
    }
    return name;
  }

  /**
   * What the application calls a group.
   *
   * @param proxysName what the proxy calls it
   * @return the application's name, or null for a group that doesn't count
   */
  public @Nullable String map(String proxysName) {
    return identity ? proxysName : namesByProxysName.get(proxysName);
  }

  /** Those of some of the application's names that this mapping can give. */
  Set<String> stillGiven(Set<String> names) {
    return identity
        ? names
        : names.stream()
            .filter(namesByProxysName::containsValue)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Writes the pairs, which are no secret. */
  @Override
  public String toString() {
    return identity ? EVERY_NAME : namesByProxysName.toString();
  }
}
