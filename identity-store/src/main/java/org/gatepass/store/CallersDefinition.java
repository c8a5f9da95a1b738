// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gatepass.spi.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Where a store's definition says that its callers are. Immutable.
 *
 * @param annotation the simple name of the definition's annotation, for complaints
 * @param persistenceUnit the name of the persistence unit, or empty for the only one
 * @param statements the statements over an entity of the application's own; none for the ready-made
 *     accounts
 */
record CallersDefinition(
    String annotation, String persistenceUnit, Map<EntityStatement, String> statements) {

  /** Copies the statements. */
  CallersDefinition {
    statements = Map.copyOf(statements);
  }

  static CallersDefinition of(ActiveUserIdentityStoreDefinition definition) {
    Map<EntityStatement, String> statements = new EnumMap<>(EntityStatement.class);
    put(statements, EntityStatement.ACTIVE_CALLER, definition.activeCallerQuery());
    put(statements, EntityStatement.KNOWN_CALLER, definition.knownCallerQuery());
    put(statements, EntityStatement.GROUPS, definition.groupsQuery());
    put(statements, EntityStatement.STAMP, definition.stampQuery());
    put(statements, EntityStatement.REVISION, definition.revisionQuery());
    return new CallersDefinition(
        ActiveUserIdentityStoreDefinition.class.getSimpleName(),
        definition.persistenceUnit().strip(),
        statements);
  }

  /** The same; what it leaves open is as the active-user store's definition has it. */
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
        // It speaks for the other definition's queries alone.
        statements.remove(EntityStatement.REVISION);
      }
    }
    put(statements, EntityStatement.ACTIVE_CALLER, definition.activeCallerQuery());
    put(statements, EntityStatement.GROUPS, definition.groupsQuery());
    put(statements, EntityStatement.STAMP, definition.stampQuery());
    put(statements, EntityStatement.PASSWORD_HASH, definition.passwordHashQuery());
    put(statements, EntityStatement.PASSWORD_HASH_UPDATE, definition.passwordHashUpdate());
    put(statements, EntityStatement.REVISION, definition.revisionQuery());
    return new CallersDefinition(
        DatabasePasswordIdentityStoreDefinition.class.getSimpleName(), persistenceUnit, statements);
  }

  private static void put(
      Map<EntityStatement, String> statements, EntityStatement statement, String text) {
    if (!text.isBlank()) {
      statements.put(statement, text.strip());
    }
  }

  /** Whether the callers are the ready-made accounts. */
  boolean areAccounts() {
    return statements.isEmpty();
  }

  boolean hasExpressions() {
    return Expressions.isExpression(persistenceUnit)
        || statements.values().stream().anyMatch(Expressions::isExpression);
  }

  /**
   * Checks what can be checked without a database: that nothing is missing, and the text of each
   * statement that is no expression.
   *
   * @throws DeploymentException when something is wrong
   */
  void check() {
    if (!areAccounts()) {
      require(EntityStatement.ACTIVE_CALLER);
      if (annotation.equals(DatabasePasswordIdentityStoreDefinition.class.getSimpleName())) {
        require(EntityStatement.PASSWORD_HASH);
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

  /** What is remembered at a revision must not end by the mere passing of time. */
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
                                + "\", which may ask for the time, so that what the query selects"
                                + " changes without a change of the revision: use only what Jakarta"
                                + " Persistence has besides the time, or leave out "
                                + EntityStatement.REVISION.attribute()));
          }
        });
  }

  /**
   * Where the database takes the names of two callers for equal, the groups and the hash of the
   * second must not become the first's.
   */
  private void requireOwners() {
    if (statements.containsKey(EntityStatement.KNOWN_CALLER)) {
      return;
    }
    for (EntityStatement statement :
        List.of(EntityStatement.GROUPS, EntityStatement.PASSWORD_HASH)) {
      String text = statements.get(statement);
      if (text != null && !Expressions.isExpression(text) && OwnedRows.selecting(text).isEmpty()) {
        fail(
            statement,
            text,
            "does not show whose rows it finds, so that those of a second caller, whose name the"
                + " database takes for equal, would be this caller's: compare a path with :name"
                + " outside of functions and subqueries, or set"
                + " @ActiveUserIdentityStoreDefinition."
                + EntityStatement.KNOWN_CALLER.attribute());
      }
    }
  }

  /**
   * This with its expressions replaced by their values.
   *
   * @throws DeploymentException when one can't be evaluated
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
   * Has the persistence provider read each statement, which compares it with the entities.
   *
   * @return the queries that can select whose rows they find, too, in that form
   * @throws DeploymentException when the provider does not take one
   */
  Map<EntityStatement, String> compile(EntityManager entityManager) {
    statements.forEach(
        (statement, text) -> {
          try {
            entityManager.createQuery(text);
          } catch (RuntimeException rejected) {
            // IllegalArgumentException by the specification; providers know others.
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

  private void require(EntityStatement statement) {
    if (!statements.containsKey(statement)) {
      throw new DeploymentException(
          statement.missing(annotation, "other queries over an own entity are"));
    }
  }

  private void fail(EntityStatement statement, String text, String rule) {
    throw new DeploymentException(statement.complaint(annotation, text, rule));
  }
}
