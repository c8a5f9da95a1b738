// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Finds what looks like a setting of ours and is none: most likely a slip of the pen. */
final class UnknownKeys {
  /** What the demo and the development gateway read. */
  private static final List<String> OTHERS = List.of("gatepass.demo.", "gatepass.gateway.");

  private UnknownKeys() {}

  /**
   * A name that is no key's.
   *
   * @param name the name, as it was found
   * @param nearest the name of the nearest key in the same spelling
   */
  record Unknown(String name, String nearest) {
    /** What to tell the operator. */
    String warning() {
      return printable(name) + ": is no setting; did you mean " + nearest + "?";
    }
  }

  /** Each name that begins like a key and is none. */
  static List<Unknown> among(
      String prefix, Collection<String> propertyNames, Collection<String> environmentNames) {
    List<Unknown> unknown = new ArrayList<>();
    collect(prefix, propertyNames, Function.identity(), SettingKey::name, unknown);
    collect(
        prefix,
        environmentNames,
        UnknownKeys::environmentName,
        SettingKey::environmentName,
        unknown);
    return unknown;
  }

  private static void collect(
      String prefix,
      Collection<String> names,
      Function<String, String> spelling,
      Function<SettingKey<?>, String> keySpelling,
      List<Unknown> unknown) {
    List<String> known =
        Keys.ALL.stream().map(key -> keySpelling.apply(key.under(prefix))).toList();
    names.stream()
        .filter(name -> name.startsWith(spelling.apply(prefix + ".")))
        .filter(name -> OTHERS.stream().noneMatch(other -> name.startsWith(spelling.apply(other))))
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(name -> unknown.add(new Unknown(name, nearest(name, known))));
  }

  /** The name of the environment variable of a property. */
  static String environmentName(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String nearest(String name, List<String> known) {
    return known.stream().min(Comparator.comparingInt(key -> distance(name, key))).orElseThrow();
  }

  /** Names come from outside: no control character of theirs goes to a log. */
  private static String printable(String name) {
    return name.replaceAll("[^\\x21-\\x7e]", "?");
  }

  /** How many characters to add, drop or change to get from one text to the other (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
