// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Finds names that look like keys of settings and are unknown, which are probably typing errors.
 */
final class UnknownKeys {
  /** The beginnings of the settings of the demo, the development gateway and the test kit. */
  private static final List<String> OTHERS =
      List.of("gatepass.demo.", "gatepass.gateway.", "gatepass.test-kit");

  private UnknownKeys() {}

  /**
   * An unknown name.
   *
   * @param name the name
   * @param nearest the name of the most similar key, in the same notation
   */
  record Unknown(String name, String nearest) {
    /** The warning for the operator. */
    String warning() {
      return printable(name) + ": is not a setting; did you mean " + nearest + "?";
    }
  }

  /** The unknown names that start with the prefix of the keys. */
  static List<Unknown> among(
      String prefix,
      List<SettingKey<?>> keys,
      Collection<String> propertyNames,
      Collection<String> environmentNames) {
    List<Unknown> unknown = new ArrayList<>();
    collect(prefix, keys, propertyNames, Function.identity(), SettingKey::name, unknown);
    collect(
        prefix,
        keys,
        environmentNames,
        UnknownKeys::environmentName,
        SettingKey::environmentName,
        unknown);
    return unknown;
  }

  private static void collect(
      String prefix,
      List<SettingKey<?>> keys,
      Collection<String> names,
      Function<String, String> spelling,
      Function<SettingKey<?>, String> keySpelling,
      List<Unknown> unknown) {
    String start = spelling.apply(prefix + ".");
    List<String> candidates = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(start)) {
        candidates.add(name);
      }
    }
    if (candidates.isEmpty()) {
      return;
    }
    List<String> known = keys.stream().map(key -> keySpelling.apply(key.under(prefix))).toList();
    candidates.stream()
        .filter(name -> OTHERS.stream().noneMatch(other -> name.startsWith(spelling.apply(other))))
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(name -> unknown.add(new Unknown(name, nearest(name, known))));
  }

  /** The name of the environment variable for a system property. */
  static String environmentName(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String nearest(String name, List<String> known) {
    return known.stream().min(Comparator.comparingInt(key -> distance(name, key))).orElseThrow();
  }

  /** Replaces control characters, which external names may contain, for the log. */
  private static String printable(String name) {
    return name.replaceAll("[^\\x21-\\x7e]", "?");
  }

  /** The Levenshtein distance: the number of characters to add, remove or change. */
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
