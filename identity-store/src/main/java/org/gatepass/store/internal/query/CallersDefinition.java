// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatepass.spi.Expressions;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;
import org.gatepass.store.UserAccount;
import org.jspecify.annotations.Nullable;

/**
 * The persistence unit and the queries of a store's definition. Immutable.
 *
 * @param annotation the simple name of the definition's annotation, for messages
 * @param persistenceUnit the name of the persistence unit, or empty for the only one
 * @param statements the statements over an entity of the application's own; none for {@link
 *     UserAccount} rows
 */
public record CallersDefinition(
    String annotation, String persistenceUnit, Map<EntityStatement, String> statements) {

  /** Copies the statements. */
  public CallersDefinition {
    statements = Map.copyOf(statements);
  }

  static CallersDefinition of(ActiveUserIdentityStoreDefinition definition) {
    Map<EntityStatement, String> statements = new EnumMap<>(EntityStatement.class);
    put(statements, EntityStatement.ACTIVE_CALLER, definition.activeCallerQuery());
    put(statements, EntityStatement.KNOWN_CALLER, definition.knownCallerQuery());
    put(statements, EntityStatement.GROUPS, definition.groupsQuery());
    put(statements, EntityStatement.STAMP, definition.stampQuery());
    put(statements, EntityStatement.STABLE_ID, definition.stableIdQuery());
    put(statements, EntityStatement.LOCKED_UNTIL, definition.lockedUntilQuery());
    put(statements, EntityStatement.EXPIRES_AT, definition.expiresAtQuery());
    put(statements, EntityStatement.REVISION, definition.revisionQuery());
    put(statements, EntityStatement.CHANGED_SINCE, definition.changedSinceQuery());
    return new CallersDefinition(
        ActiveUserIdentityStoreDefinition.class.getSimpleName(),
        definition.persistenceUnit().strip(),
        statements);
  }

  /**
   * The password store's definition; values that it leaves empty come from the active-user store's
   * definition.
   */
  static CallersDefinition of(
      DatabasePasswordIdentityStoreDefinition definition,
      @Nullable ActiveUserIdentityStoreDefinition activeUser) {
    Map<EntityStatement, String> statements = new EnumMap<>(EntityStatement.class);
    String persistenceUnit = definition.persistenceUnit().strip();
    if (activeUser != null) {
      CallersDefinition inherited = of(activeUser);
      if (persistenceUnit.isEmpty()) {
        persistenceUnit = inherited.persistenceUnit();
      }
      if (!definition.passwordHashQuery().isBlank()) {
        statements.putAll(inherited.statements());
        // The revision covers only the other definition's queries.
        statements.remove(EntityStatement.REVISION);
        statements.remove(EntityStatement.CHANGED_SINCE);
        // A password login has no id.
        statements.remove(EntityStatement.STABLE_ID);
      }
    }
    put(statements, EntityStatement.ACTIVE_CALLER, definition.activeCallerQuery());
    put(statements, EntityStatement.GROUPS, definition.groupsQuery());
    put(statements, EntityStatement.STAMP, definition.stampQuery());
    put(statements, EntityStatement.LOCKED_UNTIL, definition.lockedUntilQuery());
    put(statements, EntityStatement.EXPIRES_AT, definition.expiresAtQuery());
    put(statements, EntityStatement.PASSWORD_EXPIRES_AT, definition.passwordExpiresAtQuery());
    put(statements, EntityStatement.PASSWORD_HASH, definition.passwordHashQuery());
    put(statements, EntityStatement.PASSWORD_HASH_UPDATE, definition.passwordHashUpdate());
    put(statements, EntityStatement.REVISION, definition.revisionQuery());
    put(statements, EntityStatement.CHANGED_SINCE, definition.changedSinceQuery());
    return new CallersDefinition(
        DatabasePasswordIdentityStoreDefinition.class.getSimpleName(), persistenceUnit, statements);
  }

  private static void put(
      Map<EntityStatement, String> statements, EntityStatement statement, String text) {
    if (!text.isBlank()) {
      statements.put(statement, text.strip());
    }
  }

  /** Whether the callers are {@link UserAccount} rows. */
  public boolean areAccounts() {
    return statements.isEmpty();
  }

  boolean hasExpressions() {
    return Expressions.isExpression(persistenceUnit)
        || statements.values().stream().anyMatch(Expressions::isExpression);
  }

  /**
   * Checks, without a database, that required statements are present, and the text of each
   * statement that is no expression.
   *
   * @throws DeploymentException when a check fails
   */
  void check() {
    if (!areAccounts()) {
      require(EntityStatement.ACTIVE_CALLER, "other queries over an own entity are");
      if (annotation.equals(DatabasePasswordIdentityStoreDefinition.class.getSimpleName())) {
        require(EntityStatement.PASSWORD_HASH, "other queries over an own entity are");
      }
      if (statements.containsKey(EntityStatement.CHANGED_SINCE)) {
        require(EntityStatement.REVISION, EntityStatement.CHANGED_SINCE.attribute() + " is");
      }
    }
    statements.forEach(
        (statement, text) -> {
          if (!Expressions.isExpression(text)) {
            statement.brokenRule(text).ifPresent(rule -> fail(statement, text, rule));
          }
        });
    requireOwners();
    if (statements.containsKey(EntityStatement.REVISION)) {
      rejectTime();
    }
  }

  /**
   * Rejects queries that depend on the time: their results change while the revision stays the
   * same.
   */
  private void rejectTime() {
    statements.forEach(
        (statement, text) -> {
          if (!Expressions.isExpression(text) && !statement.isUpdate()) {
            TimelessJpql.unknownPiece(text)
                .ifPresent(
                    piece ->
                        fail(
                            statement,
                            text,
                            "has \""
                                + piece
                                + "\", which may read the current time, so that its result"
                                + " changes without a change of the revision: use only words and"
                                + " functions of Jakarta Persistence without the time, or leave out "
                                + EntityStatement.REVISION.attribute()));
          }
        });
  }

  /**
   * Rejects queries that do not show whose rows they find. Where a database treats the names of two
   * callers as equal, the first caller would get the groups, the id, the times and the hash of the
   * second.
   */
  private void requireOwners() {
    if (statements.containsKey(EntityStatement.KNOWN_CALLER)) {
      return;
    }
    for (EntityStatement statement :
        List.of(
            EntityStatement.GROUPS,
            EntityStatement.STABLE_ID,
            EntityStatement.LOCKED_UNTIL,
            EntityStatement.EXPIRES_AT,
            EntityStatement.PASSWORD_EXPIRES_AT,
            EntityStatement.PASSWORD_HASH)) {
      String text = statements.get(statement);
      if (text != null && !Expressions.isExpression(text) && OwnedRows.selecting(text).isEmpty()) {
        fail(
            statement,
            text,
            "does not show whose rows it finds. Where the database treats the names of two callers"
                + " as equal, the first would get the rows of the second: compare a path with :name"
                + " outside of functions and subqueries, or set"
                + " @ActiveUserIdentityStoreDefinition."
                + EntityStatement.KNOWN_CALLER.attribute());
      }
    }
  }

  /**
   * This definition with its expressions replaced by their values.
   *
   * @throws DeploymentException when an expression can't be evaluated
   */
  CallersDefinition evaluated(Function<String, @Nullable String> evaluate) {
    Map<EntityStatement, String> texts = new EnumMap<>(EntityStatement.class);
    statements.forEach(
        (statement, text) ->
            put(texts, statement, evaluated(statement.attribute(), text, evaluate)));
    return new CallersDefinition(
        annotation, evaluated("persistenceUnit", persistenceUnit, evaluate).strip(), texts);
  }

  private String evaluated(
      String attribute, String text, Function<String, @Nullable String> evaluate) {
    if (!Expressions.isExpression(text)) {
      return text;
    }
    try {
      String value = evaluate.apply(text);
      return value == null ? "" : value;
    } catch (IllegalArgumentException e) {
      throw new DeploymentException(
          "@%s.%s: \"%s\" can't be evaluated: %s"
              .formatted(annotation, attribute, text, e.getMessage()),
          e);
    }
  }

  /**
   * Compiles each statement with the persistence provider, which compares it with the entities.
   *
   * @return the queries that can also select whose rows they find, in that form
   * @throws DeploymentException when the provider rejects a statement
   */
  public Map<EntityStatement, String> compile(EntityManager entityManager) {
    statements.forEach(
        (statement, text) -> {
          try {
            entityManager.createQuery(text);
          } catch (RuntimeException rejected) {
            // IllegalArgumentException by the specification; providers throw others too.
            fail(statement, text, "is rejected by the persistence provider: " + message(rejected));
          }
        });
    Map<EntityStatement, String> owned = new EnumMap<>(EntityStatement.class);
    for (EntityStatement statement : EntityStatement.OF_ROWS) {
      String text = statements.get(statement);
      if (text != null) {
        OwnedRows.selecting(text)
            .ifPresent(
                selecting -> {
                  entityManager.createQuery(selecting);
                  owned.put(statement, selecting);
                });
      }
    }
    return owned;
  }

  private static String message(RuntimeException rejected) {
    return String.valueOf(rejected.getMessage()).strip().replaceAll("\\s+", " ");
  }

  private void require(EntityStatement statement, String others) {
    if (!statements.containsKey(statement)) {
      throw new DeploymentException(statement.missing(annotation, others));
    }
  }

  private void fail(EntityStatement statement, String text, String rule) {
    throw new DeploymentException(statement.complaint(annotation, text, rule));
  }
}
