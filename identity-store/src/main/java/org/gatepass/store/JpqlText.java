// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be said of a JPQL statement (Jakarta Persistence 3.1, chapter 4) by its text alone: what
 * the persistence API can't be asked, or answers differently from provider to provider.
 *
 * @param firstWord the first word in lower case, or empty
 * @param parameters the names of its named parameters
 * @param hasPositionalParameter whether it has a parameter such as {@code ?1}
 * @param selected how many expressions its outermost select clause has; 0 without one
 * @param asksTheTime whether it asks for the date or the time of now
 */
record JpqlText(
    String firstWord,
    Set<String> parameters,
    boolean hasPositionalParameter,
    int selected,
    boolean asksTheTime) {
  /** "local" goes before "date", "time" and "datetime". */
  private static final Set<String> TIMES =
      Set.of("current_date", "current_time", "current_timestamp", "local");

  /** A text in quotes, a parameter, a word (with its path), a bracket or a comma. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<quoted>'(?:[^']|'')*')"
              + "|:(?<parameter>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<positional>\\?)"
              + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$.]*)"
              + "|(?<mark>[(),])");

  /** Copies the names. */
  JpqlText {
    parameters = Set.copyOf(parameters);
  }

  static JpqlText of(String text) {
    Matcher token = TOKEN.matcher(text);
    String firstWord = "";
    Set<String> parameters = new HashSet<>();
    boolean positional = false;
    int depth = 0;
    int commas = 0;
    boolean selecting = false;
    boolean time = false;
    while (token.find()) {
      if (token.group("parameter") != null) {
        parameters.add(token.group("parameter"));
      } else if (token.group("positional") != null) {
        positional = true;
      } else if (token.group("word") != null) {
        String word = token.group("word").toLowerCase(Locale.ROOT);
        time |= TIMES.contains(word);
        if (depth > 0) {
          continue;
        }
        if (firstWord.isEmpty()) {
          firstWord = word;
          selecting = word.equals("select");
        } else if (word.equals("from")) {
          selecting = false;
        }
      } else if (token.group("mark") != null) {
        switch (token.group("mark")) {
          case "(" -> depth++;
          case ")" -> depth--;
          default -> commas += selecting && depth == 0 ? 1 : 0;
        }
      }
    }
    int selected = firstWord.equals("select") ? commas + 1 : 0;
    return new JpqlText(firstWord, parameters, positional, selected, time);
  }
}
