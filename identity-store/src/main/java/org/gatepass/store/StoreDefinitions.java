// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the stores of an application say that their callers are. Immutable.
 *
 * @param header the active-user store's, if there is one
 * @param password the password store's, if there is one
 */
record StoreDefinitions(Optional<CallersDefinition> header, Optional<CallersDefinition> password) {

  static StoreDefinitions of(
      @Nullable ActiveUserIdentityStoreDefinition header,
      @Nullable DatabasePasswordIdentityStoreDefinition password) {
    return new StoreDefinitions(
        Optional.ofNullable(header).map(CallersDefinition::of),
        Optional.ofNullable(password).map(definition -> CallersDefinition.of(definition, header)));
  }

  /** The persistence unit of the ready-made accounts, if either store is over them. */
  Optional<String> accountsUnit() {
    return accountsUnits().findFirst();
  }

  /**
   * Checks what can be checked without a database.
   *
   * @throws DeploymentException when something is wrong
   */
  void check() {
    all().forEach(CallersDefinition::check);
    if (accountsUnits().count() > 1) {
      throw new DeploymentException(
          "@DatabasePasswordIdentityStoreDefinition.persistenceUnit: is another one than"
              + " @ActiveUserIdentityStoreDefinition's, but the ready-made accounts are in one");
    }
  }

  boolean haveExpressions() {
    return all().anyMatch(CallersDefinition::hasExpressions);
  }

  /**
   * These with their expressions replaced by their values, and checked again.
   *
   * @param evaluate evaluates an expression; it throws {@link IllegalArgumentException} with the
   *     reason when it can't
   * @throws DeploymentException when something is wrong
   */
  StoreDefinitions evaluated(Function<String, @Nullable String> evaluate) {
    StoreDefinitions evaluated =
        new StoreDefinitions(
            header.map(definition -> definition.evaluated(evaluate)),
            password.map(definition -> definition.evaluated(evaluate)));
    evaluated.check();
    return evaluated;
  }

  private Stream<String> accountsUnits() {
    return all()
        .filter(CallersDefinition::areAccounts)
        .map(CallersDefinition::persistenceUnit)
        .distinct();
  }

  private Stream<CallersDefinition> all() {
    return Stream.concat(header.stream(), password.stream());
  }
}
