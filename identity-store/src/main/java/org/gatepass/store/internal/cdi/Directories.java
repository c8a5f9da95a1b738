// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatepass.spi.NodeState;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.account.AccountDatabase;
import org.gatepass.store.internal.account.AccountDirectory;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.query.CallersDefinition;
import org.gatepass.store.internal.query.EntityDirectory;
import org.gatepass.store.internal.query.EntityRevision;
import org.gatepass.store.internal.query.EntityStatement;
import org.gatepass.store.internal.query.StoreDefinitions;

/**
 * The directories of an application's stores. Immutable.
 *
 * @param header for the active-user store, if there is one
 * @param password for the password store, if there is one
 * @param accounts the {@link UserAccount} rows, if either store uses them
 * @param revisions the revisions that the directories follow
 */
record Directories(
    Optional<CallerDirectory> header,
    Optional<CallerDirectory> password,
    Optional<AccountDirectory> accounts,
    List<RevisionClock> revisions) {
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Makes the directories.
   *
   * @param definitions the definitions, with their expressions evaluated
   * @param databases finds the database of a persistence unit's name
   * @param accountsIn makes the directory of the {@link UserAccount} rows in a database
   * @param freshness how callers are cached
   * @throws jakarta.enterprise.inject.spi.DeploymentException when a provider rejects a statement
   */
  static Directories of(
      StoreDefinitions definitions,
      Function<String, Database> databases,
      Function<AccountDatabase, AccountDirectory> accountsIn,
      Freshness freshness) {
    Optional<AccountDirectory> accounts =
        definitions
            .accountsUnit()
            .map(databases)
            .map(database -> accountsIn.apply(AccountDatabase.of(database, freshness)));
    Optional<CallerDirectory> remembered =
        accounts.map(
            directory -> freshness.remembering(directory, directory.database().revisions()));
    Map<List<String>, RevisionClock> revisions = new HashMap<>();
    Function<CallersDefinition, CallerDirectory> directory =
        definition -> {
          if (definition.areAccounts()) {
            return remembered.orElseThrow();
          }
          Database database = databases.apply(definition.persistenceUnit());
          CallerDirectory entities = entities(definition, database);
          String query = definition.statements().get(EntityStatement.REVISION);
          if (query == null) {
            return entities;
          }
          String changes = definition.statements().get(EntityStatement.CHANGED_SINCE);
          // One clock for both stores where both use the same queries.
          RevisionClock clock =
              revisions.computeIfAbsent(
                  List.of(definition.persistenceUnit(), query, changes == null ? "" : changes),
                  first ->
                      changes == null
                          ? freshness.clock(() -> EntityDirectory.revision(database, query))
                          : freshness.clock(new EntityRevision(database, query, changes)));
          return freshness.remembering(entities, clock);
        };
    Optional<CallerDirectory> header = definitions.header().map(directory);
    Optional<CallerDirectory> password = definitions.password().map(directory);
    List<RevisionClock> clocks = new ArrayList<>(revisions.values());
    accounts.ifPresent(known -> clocks.add(known.database().revisions()));
    return new Directories(header, password, accounts, List.copyOf(clocks));
  }

  /** The directories of both stores, each once. */
  Stream<CallerDirectory> all() {
    return Stream.concat(header.stream(), password.stream()).distinct();
  }

  /** The number of cached callers, or the age of the oldest revision; empty for other numbers. */
  OptionalDouble state(NodeState.Gauge gauge) {
    return switch (gauge) {
      case CACHED_CALLERS ->
          OptionalDouble.of((double) all().mapToLong(CallerDirectory::cached).sum());
      case REVISION_AGE ->
          revisions.stream()
              .map(RevisionClock::ageNanos)
              .filter(OptionalLong::isPresent)
              .mapToDouble(age -> age.getAsLong() / NANOS_PER_SECOND)
              .max();
      case FAILED_LOGIN_KEYS, KEY_SET_AGE -> OptionalDouble.empty();
    };
  }

  private static CallerDirectory entities(CallersDefinition definition, Database database) {
    return new EntityDirectory(
        database, definition.statements(), database.read(definition::compile));
  }
}
