// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import org.gatepass.AccountOptions;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerAuthenticated;
import org.gatepass.CallerNames;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.spi.ApplicationFailure;
import org.gatepass.spi.Expressions;
import org.gatepass.spi.NodeState;
import org.gatepass.store.AccountConfigurer;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;
import org.gatepass.store.internal.account.AccountDirectory;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.NewTransaction;
import org.gatepass.store.internal.query.StoreDefinitions;
import org.jspecify.annotations.Nullable;

/**
 * Adds the identity stores whose definitions an application has, and {@link UserAccounts} with the
 * ended logins if either store uses {@link UserAccount} rows. All are managed beans without
 * injection points, for the same reasons as the mechanism. The container calls this class;
 * applications do not use it.
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
                  || ApplicationBeans.isPlain(bean, CallerNames.class)
                  || ApplicationBeans.isPlain(bean, NewTransaction.class));
  private final Definers definers = new Definers();
  private final PersistenceUnits units = new PersistenceUnits();
  private volatile @Nullable Directories directories;
  private volatile @Nullable AccountOptions accountOptions;
  private volatile @Nullable RevocationWatch watch;

  /** Called by the container. */
  public StoreExtension() {}

  /**
   * The bean manager of the current thread's application.
   *
   * <p>Weld finds the application by the class that calls {@code CDI.current()}. Payara and
   * GlassFish accept beans and, for each class loader, the first extension as such a class. So this
   * class is the only extension of the JAR file, and all calls on these servers are made here.
   *
   * @throws IllegalStateException if CDI does not run
   */
  static BeanManager currentManager() {
    return CDI.current().getBeanManager();
  }

  static StoreExtension ofThisApplication() {
    return currentManager().getExtension(StoreExtension.class);
  }

  /** The extension of this application, or empty when the application has no CDI. */
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
      add(discovery, StoredUserAccounts.class);
      add(discovery, StoredEndedLogins.class);
      add(discovery, StoredDirectorySync.class);
    }
    if (isOn()) {
      add(discovery, NewTransaction.class);
      add(discovery, FirstReading.class);
    }
  }

  /** Adds the state as a synthetic bean: a thread that exports metrics cannot find this class. */
  void addState(@Observes AfterBeanDiscovery discovery) {
    if (isOn()) {
      discovery
          .<NodeState>addBean()
          .beanClass(StoreExtension.class)
          .types(Object.class, NodeState.class)
          .scope(Dependent.class)
          .id(StoreExtension.class.getName() + ".state")
          .createWith(context -> this::state);
    }
  }

  private OptionalDouble state(NodeState.Gauge gauge) {
    Directories known = directories;
    return known == null ? OptionalDouble.empty() : known.state(gauge);
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
    // A header login is stored already, before the caller is authenticated.
    if (isOn() && login.principal().authenticatedBy() == AuthenticatedBy.PASSWORD) {
      directories()
          .accounts()
          .ifPresent(accounts -> accounts.noteSessionLogin(login.principal().getName()));
    }
  }

  /**
   * Makes the directories, limits the time for which requests wait for them, and watches for
   * changes of other nodes if the application observes the events about them.
   */
  void start() {
    List<RevisionClock> revisions = directories().revisions();
    ServerExecutor.use(revisions);
    if (watch == null && !revisions.isEmpty() && Events.areObserved()) {
      watch = RevocationWatch.start(revisions, Events::fire);
    }
  }

  /** Ends what {@link #start} has started. */
  void stop() {
    RevocationWatch started = watch;
    if (started != null) {
      started.stop();
      watch = null;
    }
  }

  /** The directories of the stores, in the persistence units that the application provides. */
  Directories directories() {
    Directories known = directories;
    return known == null ? theFirst(makeDirectories()) : known;
  }

  /**
   * Keeps the first of the directories that several first requests have made at the same time. All
   * requests then share one cache, one limit and one query for the revision. The database is not
   * queried under this lock.
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
                InstantSource.system(),
                Events::fire),
        new Freshness(() -> accountOptions().staleness().toNanos(), System::nanoTime));
  }

  /**
   * Wraps the hook, so that its failures are answered with 500, unlike failures of the database.
   */
  private static AccountConfigurer guarded(AccountConfigurer hook) {
    return (account, credential, created) ->
        ApplicationFailure.guard(
            () -> {
              hook.configure(account, credential, created);
              return account;
            });
  }

  /** The settings about accounts, available when the mechanism has started. */
  AccountOptions accountOptions() {
    AccountOptions known = accountOptions;
    if (known == null) {
      known =
          beans
              .find(AccountOptions.class)
              .orElse(
                  new AccountOptions(
                      false,
                      1,
                      false,
                      Duration.ZERO,
                      AccountOptions.DEFAULT_PASSWORD_COST,
                      Set.of()));
      accountOptions = known;
    }
    return known;
  }

  /** Whether a proxy could assert a name; without the mechanism, each name. */
  Predicate<String> callerNames() {
    return beans
        .find(CallerNames.class)
        .<Predicate<String>>map(names -> name -> names.rejectionOf(name).isEmpty())
        .orElse(name -> true);
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
