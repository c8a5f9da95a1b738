// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.store.internal.query.JpqlTokens.Kind;
import org.gatepass.store.internal.query.JpqlTokens.Token;

/**
 * Checks that the result of a JPQL query depends only on the rows of the database. The check is a
 * list of allowed words and functions: those of Jakarta Persistence 3.1, chapter 4, except the ones
 * that read the current time. Providers offer other ways to read the time, and functions of the
 * database, so everything else is rejected.
 */
final class TimelessJpql {
  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs",
          "avg",
          "ceiling",
          "coalesce",
          "concat",
          "count",
          "entry",
          "exp",
          "floor",
          "index",
          "key",
          "length",
          "ln",
          "locate",
          "lower",
          "max",
          "min",
          "mod",
          "nullif",
          "power",
          "round",
          "sign",
          "size",
          "sqrt",
          "substring",
          "sum",
          "trim",
          "upper",
          "value");

  /** Keywords; some of them may precede a bracket although they are not functions. */
  private static final Set<String> WORDS =
      Set.of(
          "all",
          "and",
          "any",
          "as",
          "asc",
          "between",
          "both",
          "by",
          "case",
          "desc",
          "distinct",
          "else",
          "empty",
          "end",
          "escape",
          "exists",
          "false",
          "fetch",
          "from",
          "group",
          "having",
          "in",
          "inner",
          "is",
          "join",
          "leading",
          "left",
          "like",
          "member",
          "not",
          "null",
          "of",
          "on",
          "or",
          "order",
          "outer",
          "select",
          "some",
          "then",
          "trailing",
          "true",
          "when",
          "where");

  private static final String MARKS = "(),=<>+-*/";

  /** Words after which an entity's name, or a path, and then a variable may be declared. */
  private static final Set<String> DECLARING = Set.of("from", "join");

  private static final Set<String> BEFORE_ENTITY = Set.of("from", "join", "fetch");

  /** Keywords in the position of an entity's name. */
  private static final Set<String> BEGINNING = Set.of("fetch", "in");

  private TimelessJpql() {}

  /** The first piece of a query that is not on the list; empty when all are. */
  static Optional<String> unknownPiece(String text) {
    JpqlTokens query = JpqlTokens.of(text);
    Set<Integer> declarations = new HashSet<>();
    Set<String> variables = new HashSet<>();
    findVariables(query, declarations, variables);
    List<Token> tokens = query.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!declarations.contains(i) && !isKnown(query, i, variables)) {
        return Optional.of(token.text());
      }
    }
    return Optional.empty();
  }

  private static boolean isKnown(JpqlTokens query, int index, Set<String> variables) {
    Token token = query.at(index);
    return switch (token.kind()) {
      case QUOTED, PARAMETER, NUMBER -> true;
      case MARK -> MARKS.contains(token.text()) && !isComment(query, index);
      case WORD -> isKnownWord(query, index, variables);
    };
  }

  private static boolean isKnownWord(JpqlTokens query, int index, Set<String> variables) {
    String word = query.at(index).lower();
    boolean isCalled = query.at(index + 1).isMark("(");
    if (WORDS.contains(word) || (isCalled && FUNCTIONS.contains(word))) {
      return true;
    }
    if (isCalled) {
      return false;
    }
    int dot = word.indexOf('.');
    // Otherwise the constant of a class, by its full name.
    return variables.contains(dot < 0 ? word : word.substring(0, dot))
        || word.indexOf('.', dot + 1) > dot;
  }

  private static boolean isComment(JpqlTokens query, int index) {
    Token token = query.at(index);
    Token next = query.at(index + 1);
    return next.start() == token.start() + 1
        && ((token.isMark("-") && next.isMark("-")) || (token.isMark("/") && next.isMark("*")));
  }

  /**
   * Finds entities, and the variables that stand for their rows: {@code from User u}, {@code from
   * User as u, in (u.groups) g}, {@code join u.groups g}.
   */
  private static void findVariables(
      JpqlTokens query, Set<Integer> declarations, Set<String> variables) {
    boolean declaring = false;
    for (int i = 0; i < query.tokens().size(); i++) {
      Token token = query.at(i);
      Token before = query.at(i - 1);
      int variable = query.at(i + 1).isWord("as") ? i + 2 : i + 1;
      boolean begins = isOneOf(before, BEFORE_ENTITY) || (declaring && before.isMark(","));
      if (begins && token.kind() == Kind.WORD && !isOneOf(token, BEGINNING)) {
        // The name of an entity, which may be that of a keyword, or a path from a variable.
        declarations.add(i);
        declare(query, variable, declarations, variables);
        declaring = true;
      } else if (isOneOf(token, DECLARING)) {
        declaring = true;
      } else if (declaring && token.isMark(")")) { // of in(...)
        declare(query, variable, declarations, variables);
      } else if (token.kind() == Kind.WORD
          && WORDS.contains(token.lower())
          && !isOneOf(token, BEGINNING)
          && !declarations.contains(i)
          && !token.isWord("as")) {
        declaring = false;
      }
    }
  }

  private static boolean isOneOf(Token token, Set<String> words) {
    return token.kind() == Kind.WORD && words.contains(token.lower());
  }

  private static void declare(
      JpqlTokens query, int index, Set<Integer> declarations, Set<String> variables) {
    Token token = query.at(index);
    if (isPlainWord(token) && !token.text().contains(".")) {
      declarations.add(index);
      variables.add(token.lower());
    }
  }

  private static boolean isPlainWord(Token token) {
    return token.kind() == Kind.WORD && !WORDS.contains(token.lower());
  }
}
