// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The statements over an application's own entity, by the attribute that holds them. */
public enum EntityStatement {
  ACTIVE_CALLER(
      "activeCallerQuery",
      "select u.loginName from User u where u.loginName = :name and u.active = true",
      "name"),
  KNOWN_CALLER(
      "knownCallerQuery", "select u.loginName from User u where u.loginName = :name", "name"),
  GROUPS(
      "groupsQuery", "select g.name from User u join u.groups g where u.loginName = :name", "name"),
  STAMP("stampQuery", "select u.passwordChanged from User u where u.loginName = :name", "name"),
  STABLE_ID("stableIdQuery", "select u.directoryId from User u where u.loginName = :name", "name"),
  LOCKED_UNTIL(
      "lockedUntilQuery", "select u.lockedUntil from User u where u.loginName = :name", "name"),
  EXPIRES_AT("expiresAtQuery", "select u.validTo from User u where u.loginName = :name", "name"),
  PASSWORD_EXPIRES_AT(
      "passwordExpiresAtQuery",
      "select u.passwordValidTo from User u where u.loginName = :name",
      "name"),
  PASSWORD_HASH(
      "passwordHashQuery", "select u.password from User u where u.loginName = :name", "name"),
  PASSWORD_HASH_UPDATE(
      "passwordHashUpdate",
      "update User u set u.password = :newHash where u.loginName = :name and u.password = :oldHash",
      "name",
      "newHash",
      "oldHash"),
  REVISION("revisionQuery", "select r.number from Revision r"),
  CHANGED_SINCE(
      "changedSinceQuery",
      "select c.number, c.loginName from UserChange c where c.number >= :revision",
      "revision");

  /** The queries that select something of the rows of a caller, and not the caller's name. */
  static final Set<EntityStatement> OF_ROWS =
      Set.of(
          GROUPS, STAMP, STABLE_ID, LOCKED_UNTIL, EXPIRES_AT, PASSWORD_EXPIRES_AT, PASSWORD_HASH);

  private final String attribute;
  private final String example;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is always immutable.
  private final Set<String> parameters;

  EntityStatement(String attribute, String example, String... parameters) {
    this.attribute = attribute;
    this.example = example;
    this.parameters = Set.of(parameters);
  }

  String attribute() {
    return attribute;
  }

  boolean isUpdate() {
    return this == PASSWORD_HASH_UPDATE;
  }

  /** The rule that the text of a statement breaks; empty when it breaks none. */
  Optional<String> brokenRule(String text) {
    JpqlText jpql = JpqlText.of(text);
    String kind = isUpdate() ? "update" : "select";
    if (!jpql.firstWord().equals(kind)) {
      return Optional.of("is no " + kind + " statement");
    }
    if (jpql.hasPositionalParameter()) {
      return Optional.of("has a parameter without a name");
    }
    Set<String> missing = new TreeSet<>(parameters);
    missing.removeAll(jpql.parameters());
    if (!missing.isEmpty()) {
      return Optional.of("lacks the parameter :" + missing.iterator().next());
    }
    Set<String> unknown = new TreeSet<>(jpql.parameters());
    unknown.removeAll(parameters);
    if (!unknown.isEmpty()) {
      return Optional.of("has an unknown parameter, :" + unknown.iterator().next());
    }
    int values = this == CHANGED_SINCE ? 2 : 1;
    if (!isUpdate() && jpql.selected() != values) {
      return Optional.of(
          "selects %d %s instead of %s"
              .formatted(
                  jpql.selected(),
                  jpql.selected() == 1 ? "value" : "values",
                  values == 1 ? "one" : "two, the number and the caller name of a change"));
    }
    if (this == CHANGED_SINCE && !comparesFrom(text)) {
      return Optional.of(
          "does not compare the number with >= :revision, so that the result would lack the change"
              + " with the number :revision, and Gatepass would forget all callers each time");
    }
    return Optional.empty();
  }

  /** Whether a query selects the number :revision itself, and not only those above it. */
  private static boolean comparesFrom(String text) {
    JpqlTokens query = JpqlTokens.of(text);
    for (int i = 0; i < query.tokens().size(); i++) {
      if (query.at(i).kind() == JpqlTokens.Kind.PARAMETER
          && ((query.at(i - 2).isMark(">") && query.at(i - 1).isMark("="))
              || (query.at(i + 1).isMark("<") && query.at(i + 2).isMark("=")))) {
        return true;
      }
    }
    return false;
  }

  /** The message about a wrong text of this attribute. */
  String complaint(String definition, String text, String rule) {
    return "@%s.%s: \"%s\" %s (example: %s)".formatted(definition, attribute, text, rule, example);
  }

  /** The message that this attribute is missing. */
  String missing(String definition, String rule) {
    return "@%s.%s: is not set, but %s (example: %s)"
        .formatted(definition, attribute, rule, example);
  }
}
