// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerAuthenticated;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.spi.ApplicationFailure;
import org.gatepass.spi.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Adds the identity stores whose definitions an application has, and {@link UserAccounts} where
 * either is over the ready-made accounts. Managed beans without injection points, for the reasons
 * that hold for the mechanism too.
 */
public class StoreExtension implements Extension {
  private @Nullable ActiveUserIdentityStoreDefinition activeUser;
  private @Nullable DatabasePasswordIdentityStoreDefinition databasePassword;
  private final ApplicationBeans beans =
      new ApplicationBeans(
          bean ->
              bean.getName() != null
                  || ApplicationBeans.isPlain(bean, AccountConfigurer.class)
                  || ApplicationBeans.isPlain(bean, AccountOptions.class)
                  || ApplicationBeans.isPlain(bean, NewTransaction.class));
  private final Definers definers = new Definers();
  private final PersistenceUnits units = new PersistenceUnits();
  private volatile @Nullable Directories directories;
  private volatile @Nullable AccountOptions accountOptions;

  /** For the container. */
  public StoreExtension() {}

  static StoreExtension ofThisApplication() {
    return CDI.current().getBeanManager().getExtension(StoreExtension.class);
  }

  /** The same, or empty when the application has no CDI. */
  static Optional<StoreExtension> ofThisApplicationIfAny() {
    try {
      return Optional.of(ofThisApplication());
    } catch (IllegalStateException noCdi) {
      return Optional.empty();
    }
  }

  <T> void findDefinitions(
      @Observes
          @WithAnnotations({
            ActiveUserIdentityStoreDefinition.class,
            DatabasePasswordIdentityStoreDefinition.class
          })
          ProcessAnnotatedType<T> type) {
    ActiveUserIdentityStoreDefinition active =
        type.getAnnotatedType().getAnnotation(ActiveUserIdentityStoreDefinition.class);
    if (active != null) {
      activeUser = active;
      definers.add(active, type.getAnnotatedType().getJavaClass());
    }
    DatabasePasswordIdentityStoreDefinition password =
        type.getAnnotatedType().getAnnotation(DatabasePasswordIdentityStoreDefinition.class);
    if (password != null) {
      databasePassword = password;
      definers.add(password, type.getAnnotatedType().getJavaClass());
    }
  }

  <T> void findBean(@Observes ProcessBean<T> found, BeanManager manager) {
    beans.add(found.getBean(), manager);
    units.add(found, manager);
  }

  void addStores(@Observes AfterTypeDiscovery discovery) {
    if (isOn()) {
      PlatformCheck.check();
    }
    if (activeUser != null) {
      add(discovery, ActiveUserIdentityStore.class);
    }
    if (databasePassword != null) {
      add(discovery, DatabasePasswordIdentityStore.class);
    }
    if (definitions().accountsUnit().isPresent()) {
      add(discovery, UserAccounts.class);
    }
    if (isOn()) {
      add(discovery, NewTransaction.class);
    }
  }

  void checkDefinitions(@Observes AfterDeploymentValidation validation) {
    try {
      definers.check();
      definitions().check();
      definitions()
          .accountsUnit()
          .flatMap(units::unitName)
          .flatMap(PersistenceXml.of(StoreExtension.class.getClassLoader())::problem)
          .map(DeploymentException::new)
          .ifPresent(validation::addDeploymentProblem);
    } catch (DeploymentException wrong) {
      validation.addDeploymentProblem(wrong);
    }
  }

  void noteLogin(@Observes CallerAuthenticated login) {
    // A header's login was noted before it was let in.
    if (isOn() && login.principal().authenticatedBy() == AuthenticatedBy.PASSWORD) {
      directories()
          .accounts()
          .ifPresent(accounts -> accounts.noteSessionLogin(login.principal().getName()));
    }
  }

  /** Where the stores find their callers, in the persistence units that the application gives. */
  Directories directories() {
    Directories known = directories;
    return known == null ? theFirst(makeDirectories()) : known;
  }

  /**
   * Of what many first requests have made at the same time the first counts for all: each must not
   * have a memory, a limit and a question to the database. Nobody waits for the others' database.
   */
  private synchronized Directories theFirst(Directories made) {
    Directories known = directories;
    if (known == null) {
      known = made;
      directories = known;
    }
    return known;
  }

  private Directories makeDirectories() {
    NewTransaction transaction = beans.find(NewTransaction.class).orElseThrow();
    StoreDefinitions definitions = definitions();
    if (definitions.haveExpressions()) {
      definitions = definitions.evaluated(new Expressions(beans::named)::evaluate);
    }
    return Directories.of(
        definitions,
        unit -> new Database(units.find(unit), transaction),
        database ->
            new AccountDirectory(
                database,
                this::accountOptions,
                beans.find(AccountConfigurer.class).map(StoreExtension::guarded),
                InstantSource.system()),
        new Freshness(() -> accountOptions().staleness().toNanos(), System::nanoTime));
  }

  /** The same hook, whose failures are answered with 500 and not as the database's. */
  private static AccountConfigurer guarded(AccountConfigurer hook) {
    return (account, credential, created) ->
        ApplicationFailure.guard(
            () -> {
              hook.configure(account, credential, created);
              return account;
            });
  }

  /** What to do about unknown and inactive callers; the mechanism knows it from its start on. */
  AccountOptions accountOptions() {
    AccountOptions known = accountOptions;
    if (known == null) {
      known =
          beans
              .find(AccountOptions.class)
              .orElse(
                  new AccountOptions(
                      false, 1, false, Duration.ZERO, AccountOptions.DEFAULT_PASSWORD_COST));
      accountOptions = known;
    }
    return known;
  }

  private StoreDefinitions definitions() {
    return StoreDefinitions.of(activeUser, databasePassword);
  }

  /** Whether the application has a definition of either store. */
  boolean isOn() {
    return activeUser != null || databasePassword != null;
  }

  int activeUserPriority() {
    return activeUser == null ? 0 : activeUser.priority();
  }

  int databasePasswordPriority() {
    return databasePassword == null ? 0 : databasePassword.priority();
  }

  private static void add(AfterTypeDiscovery discovery, Class<?> type) {
    discovery.addAnnotatedType(type, type.getName()).add(ApplicationScoped.Literal.INSTANCE);
  }
}
