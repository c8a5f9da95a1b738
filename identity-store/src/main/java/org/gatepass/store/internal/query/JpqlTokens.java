// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of a JPQL statement (Jakarta Persistence 3.1, chapter 4). Blanks are left out.
 *
 * @param tokens the tokens in their order
 */
record JpqlTokens(List<Token> tokens) {
  /** A text in quotes, a parameter, a number, a word (with its path), or any other character. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<quoted>'(?:[^']|'')*')"
              + "|:(?<parameter>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$.]*)"
              + "|(?<number>[0-9][0-9a-zA-Z.]*)"
              + "|(?<mark>\\S)");

  /** The kind of a token. */
  enum Kind {
    QUOTED,
    PARAMETER,
    WORD,
    NUMBER,
    MARK
  }

  /**
   * A token.
   *
   * @param kind what it is
   * @param text the text; a parameter's without the colon
   * @param start where it begins in the statement
   * @param depth how many brackets are open around it; a bracket itself is outside of it
   * @param inSubquery whether one of these brackets holds a subquery
   */
  record Token(Kind kind, String text, int start, int depth, boolean inSubquery) {
    boolean isMark(String mark) {
      return kind == Kind.MARK && text.equals(mark);
    }

    boolean isWord(String word) {
      return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** A word in lower case. */
    String lower() {
      return text.toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the tokens. */
  JpqlTokens {
    tokens = List.copyOf(tokens);
  }

  static JpqlTokens of(String text) {
    Matcher matcher = TOKEN.matcher(text);
    List<Token> found = new ArrayList<>();
    // Whether each open bracket holds a subquery, or is inside of such a bracket.
    Deque<Boolean> brackets = new ArrayDeque<>();
    boolean opened = false;
    while (matcher.find()) {
      Kind kind = kind(matcher);
      String token = kind == Kind.PARAMETER ? matcher.group("parameter") : matcher.group();
      if (opened && token.equalsIgnoreCase("select")) {
        brackets.pop();
        brackets.push(true);
      }
      if (kind == Kind.MARK && token.equals(")") && !brackets.isEmpty()) {
        brackets.pop();
      }
      boolean inSubquery = !brackets.isEmpty() && brackets.peek();
      found.add(new Token(kind, token, matcher.start(), brackets.size(), inSubquery));
      opened = kind == Kind.MARK && token.equals("(");
      if (opened) {
        brackets.push(inSubquery);
      }
    }
    return new JpqlTokens(found);
  }

  private static Kind kind(Matcher matcher) {
    if (matcher.group("quoted") != null) {
      return Kind.QUOTED;
    }
    if (matcher.group("parameter") != null) {
      return Kind.PARAMETER;
    }
    if (matcher.group("word") != null) {
      return Kind.WORD;
    }
    return matcher.group("number") != null ? Kind.NUMBER : Kind.MARK;
  }

  /** The token at a place, or a blank mark where there is none. */
  Token at(int index) {
    return index >= 0 && index < tokens.size()
        ? tokens.get(index)
        : new Token(Kind.MARK, "", 0, 0, false);
  }
}
