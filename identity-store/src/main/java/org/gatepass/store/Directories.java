// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where the stores of an application find their callers. Immutable.
 *
 * @param header for the active-user store, if there is one
 * @param password for the password store, if there is one
 * @param accounts the ready-made accounts, if either store is over them
 */
record Directories(
    Optional<CallerDirectory> header,
    Optional<CallerDirectory> password,
    Optional<AccountDirectory> accounts) {

  /**
   * Makes them.
   *
   * @param definitions the definitions, with their expressions evaluated
   * @param databases gives the database of a persistence unit's name
   * @param accountsIn makes the directory of the ready-made accounts in a database
   * @throws jakarta.enterprise.inject.spi.DeploymentException when a provider refuses a statement
   */
  static Directories of(
      StoreDefinitions definitions,
      Function<String, Database> databases,
      Function<Database, AccountDirectory> accountsIn) {
    Optional<AccountDirectory> accounts = definitions.accountsUnit().map(databases).map(accountsIn);
    Function<CallersDefinition, CallerDirectory> directory =
        definition ->
            definition.areAccounts()
                ? accounts.orElseThrow()
                : entities(definition, databases.apply(definition.persistenceUnit()));
    return new Directories(
        definitions.header().map(directory), definitions.password().map(directory), accounts);
  }

  private static CallerDirectory entities(CallersDefinition definition, Database database) {
    database.read(
        entityManager -> {
          definition.compile(entityManager);
          return definition;
        });
    return new EntityDirectory(database, definition.statements());
  }
}
