// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;
import org.gatepass.store.UserAccount;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of an application's stores. Immutable.
 *
 * @param header the active-user store's, if there is one
 * @param password the password store's, if there is one
 */
public record StoreDefinitions(
    Optional<CallersDefinition> header, Optional<CallersDefinition> password) {

  /** The definitions of these annotations, which are null where an application lacks them. */
  public static StoreDefinitions of(
      @Nullable ActiveUserIdentityStoreDefinition header,
      @Nullable DatabasePasswordIdentityStoreDefinition password) {
    return new StoreDefinitions(
        Optional.ofNullable(header).map(CallersDefinition::of),
        Optional.ofNullable(password).map(definition -> CallersDefinition.of(definition, header)));
  }

  /** The persistence unit of the {@link UserAccount} rows, if either store uses them. */
  public Optional<String> accountsUnit() {
    return accountsUnits().findFirst();
  }

  /**
   * Checks the definitions without a database.
   *
   * @throws DeploymentException when a check fails
   */
  public void check() {
    all().forEach(CallersDefinition::check);
    if (accountsUnits().count() > 1) {
      throw new DeploymentException(
          "@DatabasePasswordIdentityStoreDefinition.persistenceUnit: differs from"
              + " @ActiveUserIdentityStoreDefinition's, but UserAccount rows are in one unit");
    }
  }

  /** Whether a definition has an expression that is not evaluated yet. */
  public boolean haveExpressions() {
    return all().anyMatch(CallersDefinition::hasExpressions);
  }

  /**
   * The definitions with their expressions replaced by their values, and checked again.
   *
   * @param evaluate evaluates an expression, or throws {@link IllegalArgumentException} with the
   *     reason
   * @throws DeploymentException when a check fails
   */
  public StoreDefinitions evaluated(Function<String, @Nullable String> evaluate) {
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
