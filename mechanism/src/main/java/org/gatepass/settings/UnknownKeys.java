// SPDX-License-Identifier: Apache-2.0
package org.gatepass.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Finds what looks like a setting of ours and is none: most likely a slip of the pen. */
final class UnknownKeys {
  private static final String PREFIX = "gatepass.";

  /** What the demo and the development gateway read. */
  private static final List<String> OTHERS = List.of("gatepass.demo.", "gatepass.gateway.");

  private UnknownKeys() {}

  /** A warning for each name that is no key's, with the nearest key. */
  static List<String> warnings(
      Collection<String> propertyNames, Collection<String> environmentNames) {
    List<String> warnings = new ArrayList<>();
    collect(propertyNames, Function.identity(), SettingKey::name, warnings);
    collect(environmentNames, UnknownKeys::environmentName, SettingKey::environmentName, warnings);
    return warnings;
  }

  private static void collect(
      Collection<String> names,
      Function<String, String> spelling,
      Function<SettingKey<?>, String> keySpelling,
      List<String> warnings) {
    List<String> known = Keys.ALL.stream().map(keySpelling).toList();
    names.stream()
        .filter(name -> name.startsWith(spelling.apply(PREFIX)))
        .filter(name -> OTHERS.stream().noneMatch(other -> name.startsWith(spelling.apply(other))))
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(
            name ->
                warnings.add(
                    printable(name)
                        + ": is no setting; did you mean "
                        + nearest(name, known)
                        + "?"));
  }

  private static String environmentName(String name) {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
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
