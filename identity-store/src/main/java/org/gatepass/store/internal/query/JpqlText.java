// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import java.util.HashSet;
import java.util.Set;
import org.gatepass.store.internal.query.JpqlTokens.Kind;
import org.gatepass.store.internal.query.JpqlTokens.Token;

/**
 * Properties of a JPQL statement (Jakarta Persistence 3.1, chapter 4), read from its text. The
 * persistence API does not offer them, or returns different results from provider to provider.
 *
 * @param firstWord the first word in lower case, or empty
 * @param parameters the names of its named parameters
 * @param hasPositionalParameter whether it has a parameter such as {@code ?1}
 * @param selected how many expressions its outermost select clause has; 0 without one
 */
record JpqlText(
    String firstWord, Set<String> parameters, boolean hasPositionalParameter, int selected) {

  /** Copies the names. */
  JpqlText {
    parameters = Set.copyOf(parameters);
  }

  static JpqlText of(String text) {
    String firstWord = "";
    Set<String> parameters = new HashSet<>();
    boolean positional = false;
    int commas = 0;
    boolean selecting = false;
    for (Token token : JpqlTokens.of(text).tokens()) {
      if (token.kind() == Kind.PARAMETER) {
        parameters.add(token.text());
      }
      positional |= token.isMark("?");
      if (token.depth() > 0) {
        continue;
      }
      if (token.kind() == Kind.WORD && firstWord.isEmpty()) {
        firstWord = token.lower();
        selecting = firstWord.equals("select");
      } else if (token.isWord("from")) {
        selecting = false;
      } else if (selecting && token.isMark(",")) {
        commas++;
      }
    }
    int selected = firstWord.equals("select") ? commas + 1 : 0;
    return new JpqlText(firstWord, parameters, positional, selected);
  }
}
