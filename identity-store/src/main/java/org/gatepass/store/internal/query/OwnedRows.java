// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.store.internal.query.JpqlTokens.Kind;
import org.gatepass.store.internal.query.JpqlTokens.Token;

/**
 * Rewrites a query over an entity of the application's own so that it also selects whose rows it
 * finds: the path that the query compares with {@code :name}. A database may treat {@code ALICE} as
 * equal to {@code alice}, and return the rows of both.
 */
final class OwnedRows {
  private static final Set<String> AGGREGATES = Set.of("count", "max", "min", "avg", "sum");

  /** Words that make the select clause or the comparison too complex to rewrite. */
  private static final Set<String> GROUPING =
      Set.of("group", "having", "union", "intersect", "except");

  private OwnedRows() {}

  /**
   * The query with the path as the second selected value.
   *
   * @param query a select statement with the parameter {@code :name}
   * @return the query; empty where its text has no such path, or the path can't be selected
   */
  static Optional<String> selecting(String query) {
    JpqlTokens text = JpqlTokens.of(query);
    List<Token> tokens = text.tokens();
    if (!text.at(0).isWord("select")
        || tokens.stream()
            .anyMatch(token -> token.depth() == 0 && GROUPING.contains(token.lower()))) {
      return Optional.empty();
    }
    Optional<Token> from =
        tokens.stream().filter(token -> token.depth() == 0 && token.isWord("from")).findFirst();
    if (from.isEmpty()) {
      return Optional.empty();
    }
    int end = from.get().start();
    boolean isPlain =
        tokens.stream()
            .filter(token -> token.start() < end && token.kind() == Kind.WORD)
            .noneMatch(
                token ->
                    token.isWord("new")
                        || token.isWord("as")
                        || AGGREGATES.contains(token.lower()));
    return isPlain
        ? comparedPath(text)
            .map(
                path ->
                    query.substring(0, end).stripTrailing()
                        + ", "
                        + path
                        + " "
                        + query.substring(end))
        : Optional.empty();
  }

  private static Optional<String> comparedPath(JpqlTokens text) {
    for (int i = 0; i < text.tokens().size(); i++) {
      Token token = text.at(i);
      if (token.kind() == Kind.PARAMETER && token.text().equals("name") && !token.inSubquery()) {
        if (text.at(i - 1).isMark("=") && isPath(text, i - 2) && isEdge(text, i - 3, i + 1)) {
          return Optional.of(text.at(i - 2).text());
        }
        if (text.at(i + 1).isMark("=") && isPath(text, i + 2) && isEdge(text, i - 1, i + 3)) {
          return Optional.of(text.at(i + 2).text());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPath(JpqlTokens text, int index) {
    Token token = text.at(index);
    return token.kind() == Kind.WORD && token.text().contains(".");
  }

  /** Whether both sides of a comparison are plain, without an operator before or after them. */
  private static boolean isEdge(JpqlTokens text, int before, int after) {
    Token left = text.at(before);
    Token right = text.at(after);
    return (left.kind() == Kind.WORD || isGroup(text, before))
        && (right.kind() == Kind.WORD || right.isMark(")") || right.text().isEmpty());
  }

  /** Whether a bracket opens a group of conditions, not the arguments of a function. */
  private static boolean isGroup(JpqlTokens text, int index) {
    Token before = text.at(index - 1);
    return text.at(index).isMark("(")
        && (before.isMark("(")
            || before.isWord("where")
            || before.isWord("and")
            || before.isWord("or")
            || before.isWord("on")
            || before.isWord("not"));
  }
}
