// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.security.enterprise.identitystore.DatabaseIdentityStoreDefinition;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.security.enterprise.identitystore.LdapIdentityStoreDefinition;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.AccountOptions;
import org.gatepass.CallerLoggedOut;
import org.gatepass.CallerNameNormalizer;
import org.gatepass.CallerNames;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.LoginOptions;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.TrustReport;
import org.gatepass.internal.flow.AuthenticationFlow;
import org.gatepass.internal.flow.SecurityEvents;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.servlet.Admission;
import org.gatepass.internal.servlet.EnterpriseArchive;
import org.gatepass.internal.session.CurrentRequest;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionCookie;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.Integration;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingException;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.internal.store.LibraryVisibility;
import org.gatepass.internal.store.LoginStores;
import org.gatepass.internal.store.NamedStore;
import org.gatepass.internal.store.PrioritizedStores;
import org.gatepass.internal.store.RememberedGroups;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.NodeState;
import org.gatepass.spi.signout.EndedLogins;
import org.jspecify.annotations.Nullable;

/**
 * A portable extension that adds the mechanism to an application with {@link
 * RemoteUserAuthenticationMechanismDefinition}. It holds the settings, which it checks at
 * deployment and completes when the application starts. Without the annotation it adds nothing.
 */
public class RemoteUserExtension implements Extension {
  private static final Logger LOG = System.getLogger(RemoteUserExtension.class.getName());

  private final SortedMap<String, RemoteUserAuthenticationMechanismDefinition> definitions =
      new TreeMap<>();
  private final Set<Class<?>> definingClasses = new HashSet<>();
  private final SortedSet<String> storesOfOtherWars = new TreeSet<>();
  private final ApplicationBeans beans =
      new ApplicationBeans(
          bean ->
              bean.getName() != null
                  || ApplicationBeans.isPlain(bean, CallerNameNormalizer.class)
                  || ApplicationBeans.isPlain(bean, IdentityStoreHandler.class)
                  || ApplicationBeans.isPlain(bean, EndedLogins.class)
                  || ApplicationBeans.isPlain(bean, DecisionObserver.class)
                  || bean.getTypes().contains(IdentityStore.class));
  private final HeaderStoreDefinitions headerStore = new HeaderStoreDefinitions();
  private final SecurityImplementation securityImplementation = new SecurityImplementation();
  private final OtherMechanisms otherMechanisms = new OtherMechanisms();
  private final CurrentRequest currentRequest = new CurrentRequest();
  private final SessionScopes sessionScopes = new SessionScopes(currentRequest);
  private final InjectedRequests injectedRequests = new InjectedRequests(currentRequest);
  private boolean hasHandler;
  private LoginStores stores = new LoginStores(Set.of(), true);
  private @Nullable SettingsReader reader;
  private volatile @Nullable MechanismSettings settings;
  private volatile @Nullable Admission admission;
  private boolean cookieProtected;
  private volatile boolean integrationChosenEarly;
  private final Object flowLock = new Object();
  private volatile @Nullable AuthenticationFlow flow;

  /** For the container. */
  public RemoteUserExtension() {}

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

  <T> void findDefinition(
      @Observes @WithAnnotations(RemoteUserAuthenticationMechanismDefinition.class)
          ProcessAnnotatedType<T> type) {
    RemoteUserAuthenticationMechanismDefinition definition =
        type.getAnnotatedType().getAnnotation(RemoteUserAuthenticationMechanismDefinition.class);
    if (definition != null) {
      definingClasses.add(type.getAnnotatedType().getJavaClass());
      definitions.put(type.getAnnotatedType().getJavaClass().getName(), definition);
    }
  }

  /**
   * Finds stores of the server that another WAR defines. Their class belongs to no WAR, so that
   * they can't be left out.
   */
  <T> void findStoreOfAnotherWar(
      @Observes
          @WithAnnotations({
            DatabaseIdentityStoreDefinition.class,
            LdapIdentityStoreDefinition.class
          })
          ProcessAnnotatedType<T> type) {
    Class<T> defining = type.getAnnotatedType().getJavaClass();
    if (LibraryVisibility.isOfAnotherWar(defining)) {
      storesOfOtherWars.add(defining.getName());
    }
  }

  <T> void findHeaderStore(
      @Observes @WithAnnotations(HeaderIdentityStoreDefinition.class)
          ProcessAnnotatedType<T> type) {
    headerStore.add(type.getAnnotatedType());
  }

  <T> void findHandler(
      @Observes
          @WithAnnotations({
            ApplicationScoped.class,
            RequestScoped.class,
            Dependent.class,
            Alternative.class
          })
          ProcessAnnotatedType<T> type) {
    hasHandler |= HandlerCalls.bind(type);
  }

  void addMechanism(@Observes AfterTypeDiscovery discovery) {
    headerStore.addStore(discovery);
    if (isOn() && hasHandler) {
      HandlerCalls.addInterceptor(discovery);
    }
    if (isOn()) {
      // A managed bean: Liberty never calls a synthetic one.
      AnnotatedTypeConfigurator<RemoteUserAuthenticationMechanism> mechanism =
          discovery
              .addAnnotatedType(
                  RemoteUserAuthenticationMechanism.class,
                  RemoteUserAuthenticationMechanism.class.getName())
              .add(ApplicationScoped.Literal.INSTANCE);
      qualifiers().annotations().forEach(mechanism::add);
    }
  }

  private MechanismQualifiers qualifiers() {
    return MechanismQualifiers.of(
        definitions.values().iterator().next().qualifiers(), OtherMechanisms.areChosenByAHandler());
  }

  <T> void watchScope(@Observes ProcessBeanAttributes<T> found) {
    if (isOn()) {
      sessionScopes.watch(found);
    }
  }

  <T> void findBean(@Observes ProcessBean<T> found, BeanManager manager) {
    sessionScopes.add(found.getBean());
    if (!LibraryVisibility.isOfAnotherWar(found.getBean().getBeanClass())) {
      beans.add(found.getBean(), manager);
    }
    otherMechanisms.add(found.getBean());
    securityImplementation.add(found.getBean());
  }

  void addWhatPagesAskFor(@Observes AfterBeanDiscovery discovery, BeanManager manager) {
    if (isOn()) {
      sessionScopes.addContexts(discovery, manager);
      injectedRequests.addBeans(discovery);
      securityImplementation.addContextIfNeeded(discovery);
      add(discovery, LoginOptions.class, settings -> settings.password().login());
      add(discovery, AccountOptions.class, settings -> settings.accounts().options());
      add(
          discovery,
          CallerNames.class,
          settings ->
              name -> Optional.ofNullable(checkAccountName(settings.trust().judge(), name)));
      add(discovery, NodeState.class, settings -> this::state);
    }
  }

  /** Before the first request there is no state, and the bean must not create the flow. */
  private OptionalDouble state(NodeState.Gauge gauge) {
    AuthenticationFlow known = flow;
    return known == null ? OptionalDouble.empty() : known.state(gauge);
  }

  /** With a normalizer, accounts have its results as names, which proxies need not assert. */
  private @Nullable Rejection checkAccountName(HeaderJudge judge, String name) {
    return beans.find(CallerNameNormalizer.class).isPresent()
        ? judge.checkNormalizedName(name)
        : judge.checkCallerName(name);
  }

  private <T> void add(
      AfterBeanDiscovery discovery, Class<T> type, Function<MechanismSettings, T> value) {
    discovery
        .<T>addBean()
        .beanClass(type)
        .types(Object.class, type)
        .scope(Dependent.class)
        .id(type.getName())
        .createWith(context -> value.apply(settings()));
  }

  void checkSettings(@Observes AfterDeploymentValidation validation, BeanManager manager) {
    headerStore.problem().map(DeploymentException::new).ifPresent(validation::addDeploymentProblem);
    if (!isOn()) {
      return;
    }
    if (definingClasses.size() > 1) {
      validation.addDeploymentProblem(new DeploymentException(severalDefinitions()));
      return;
    }
    EnterpriseArchive.ofThisLibrary()
        .misplaced(definingClasses.iterator().next())
        .map(DeploymentException::new)
        .ifPresent(validation::addDeploymentProblem);
    if (!storesOfOtherWars.isEmpty()) {
      validation.addDeploymentProblem(
          new DeploymentException(
              EnterpriseArchive.unprotected(
                  "this server would use identity stores of another WAR, which are defined on "
                      + storesOfOtherWars)));
    }
    qualifiers().problems().stream()
        .map(DeploymentException::new)
        .forEach(validation::addDeploymentProblem);
    otherMechanisms
        .conflict()
        .map(DeploymentException::new)
        .ifPresent(validation::addDeploymentProblem);
    stores = stores(manager);
    stores.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    try {
      SettingsReader read = SettingsReader.atDeployment(definitions.values().iterator().next());
      reader = stores.admitEachHeaderCaller() ? read.withoutAccounts() : read;
      reader
          .ifLiteral()
          .flatMap(stores::problem)
          .map(DeploymentException::new)
          .ifPresent(validation::addDeploymentProblem);
    } catch (SettingException wrong) {
      validation.addDeploymentProblem(new DeploymentException(wrong.getMessage()));
    }
  }

  /**
   * The stores that were processed and those of the bean manager: a server may expose only one
   * kind.
   */
  private LoginStores stores(BeanManager manager) {
    Set<Class<?>> classes = new HashSet<>();
    Stream.concat(
            beans.all(IdentityStore.class).stream(),
            manager.getBeans(IdentityStore.class, Any.Literal.INSTANCE).stream()
                .filter(bean -> !LibraryVisibility.isOfAnotherWar(bean.getBeanClass())))
        .map(NamedStore::judgedClass)
        .forEach(classes::add);
    boolean ownHandler =
        beans.classes(IdentityStoreHandler.class).stream()
            .anyMatch(type -> LibraryVisibility.isVisibleTo(type.getClassLoader()));
    return new LoginStores(classes, ownHandler);
  }

  private String severalDefinitions() {
    long wars = definingClasses.stream().map(Class::getClassLoader).distinct().count();
    return wars > 1
        ? EnterpriseArchive.severalWars(
            "@RemoteUserAuthenticationMechanismDefinition is on " + definitions.keySet())
        : "@RemoteUserAuthenticationMechanismDefinition is on "
            + definitions.keySet()
            + ", and is allowed once in an application";
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object context) {
    SettingsReader checked = reader;
    if (checked == null || settings != null) {
      return;
    }
    MechanismSettings read;
    try {
      read = checked.atStart(beans::named);
    } catch (SettingException wrong) {
      throw new DeploymentException(wrong.getMessage());
    }
    stores
        .problem(read)
        .ifPresent(
            problem -> {
              throw new DeploymentException(problem);
            });
    if (integrationChosenEarly && read.integration() != Integration.MECHANISM) {
      ChosenIntegration.report(
          read,
          Optional.of("the server evaluates expressions after the registration of the module"));
    }
    settings = read;
    if (context instanceof ServletContext application) {
      // Payara fires an event of Weld instead, and starts CDI before GuardInitializer.
      protectSessionCookie(application);
    }
    LOG.log(
        Level.INFO,
        () ->
            read.report().stream()
                .map(TrustReport.Setting::toString)
                .collect(Collectors.joining("\n  ", "Gatepass settings:\n  ", "")));
    read.evidenceNote().ifPresent(note -> LOG.log(Level.INFO, note));
    if (stores.admitEachHeaderCaller() && read.session().persistence().isOn()) {
      LOG.log(
          Level.INFO,
          () ->
              "@HeaderIdentityStoreDefinition has no accounts that could end a remembered login"
                  + " before "
                  + read.session().maxAge()
                  + " ("
                  + read.prefix()
                  + ".session-max-age)");
    }
    read.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
  }

  /**
   * Protects the session cookie, once. GuardInitializer and the start of the application call this:
   * on WildFly CDI is unavailable before the start, and on Liberty the start is too late.
   */
  public void protectSessionCookie(ServletContext application) {
    MechanismSettings known = earlySettings().orElse(null);
    if (known != null && !cookieProtected) {
      cookieProtected = true;
      SessionCookie.protect(application, known.session().publicUrl());
    }
  }

  /** The settings; before the start only if they contain no expressions. */
  public Optional<MechanismSettings> earlySettings() {
    MechanismSettings known = settings;
    if (known == null && reader != null) {
      return reader.ifLiteral();
    }
    return Optional.ofNullable(known);
  }

  /**
   * Records that the module was not registered, because the settings were incomplete at that time.
   */
  public void noteIntegrationChosenEarly() {
    integrationChosenEarly = true;
  }

  /** The detected implementation of Jakarta Security; complete when the application starts. */
  public SecurityImplementation securityImplementation() {
    return securityImplementation;
  }

  /** Sets how the guard admits requests on a server without Jakarta Security. */
  public void useAdmission(Admission standalone) {
    admission = standalone;
  }

  /** How the guard admits requests; empty on servers with Jakarta Security. */
  public Optional<Admission> admission() {
    return Optional.ofNullable(admission);
  }

  /** Whether the application has other mechanisms. */
  public boolean hasOtherMechanisms() {
    return otherMechanisms.exist();
  }

  /** The alternatives for the injected request and session. */
  InjectedRequests injectedRequests() {
    return injectedRequests;
  }

  /** The request that the current thread processes. */
  public CurrentRequest currentRequest() {
    return currentRequest;
  }

  /** Whether the application has the definition. */
  public boolean isOn() {
    return !definitions.isEmpty();
  }

  /**
   * The settings in force. TomEE calls this before the start, for the injected fields of filters.
   */
  public MechanismSettings settings() {
    return earlySettings()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "settings with expressions are not available before the start"));
  }

  /**
   * The flow with these settings and the application's stores, created for the first request. All
   * integrations share it, including the limits for password checks and the count of failures.
   */
  public AuthenticationFlow flow() {
    synchronized (flowLock) {
      AuthenticationFlow known = flow;
      if (known == null) {
        known = newFlow();
        flow = known;
      }
      return known;
    }
  }

  private AuthenticationFlow newFlow() {
    // Not earlier: while WildFly starts, it logs an error for each read of these attributes.
    ServerSwitches.integratedJaspi(ManagementFactory.getPlatformMBeanServer())
        .ifPresent(lack -> LOG.log(Level.WARNING, lack));
    InstantSource clock = InstantSource.system();
    BeanManager manager = currentManager();
    MechanismSettings inForce = settings();
    IdentityStoreHandler stores = storeHandler();
    CallerNameNormalizer names =
        beans.find(CallerNameNormalizer.class).orElse(assertedName -> assertedName);
    LoginEnds ends =
        new LoginEnds(beans.find(EndedLogins.class), inForce.session().maxAge(), clock);
    // Last: a failure above is repeated with each request, and observers register their metrics.
    SecurityEvents events =
        new SecurityEvents(
            event -> manager.getEvent().fire(event), clock, DecisionObservers.of(beans));
    return new AuthenticationFlow(
        inForce,
        stores,
        names,
        new SessionKeeper(
            sessionScopes, owner -> events.fire(new CallerLoggedOut(owner.name())), ends),
        events,
        clock);
  }

  /**
   * The application's handler; without one its stores, by the algorithm of Jakarta Security;
   * without stores the server's handler. It uses the beans that were collected at deployment,
   * because on GlassFish 7 a look-up may miss them.
   */
  private IdentityStoreHandler storeHandler() {
    return beans
        .find(
            IdentityStoreHandler.class,
            bean ->
                ApplicationBeans.isPlain(bean, IdentityStoreHandler.class)
                    && LibraryVisibility.isVisibleTo(bean.getBeanClass().getClassLoader()))
        .orElseGet(this::storesOfTheApplication);
  }

  private IdentityStoreHandler storesOfTheApplication() {
    Map<String, Bean<?>> found = new LinkedHashMap<>();
    beans.all(IdentityStore.class).forEach(bean -> found.put(NamedStore.idOf(bean), bean));
    // A server may expose its own stores to only one of the two.
    currentManager().getBeans(IdentityStore.class, Any.Literal.INSTANCE).stream()
        .filter(bean -> !LibraryVisibility.isOfAnotherWar(bean.getBeanClass()))
        .forEach(bean -> found.putIfAbsent(NamedStore.idOf(bean), bean));
    if (found.isEmpty()) {
      Instance<IdentityStoreHandler> handler = CDI.current().select(IdentityStoreHandler.class);
      if (!handler.isUnsatisfied()) {
        return handler.get();
      }
    }
    Map<Bean<?>, IdentityStore> references = new LinkedHashMap<>();
    found
        .values()
        .forEach(bean -> references.put(bean, beans.reference(bean, IdentityStore.class)));
    LoginStores.validating(references)
        .problem(settings())
        .ifPresent(
            problem ->
                LOG.log(
                    Level.ERROR,
                    "Identity stores that only provide groups (useFor, validationTypes()) do not"
                        + " validate logins: "
                        + problem));
    return new PrioritizedStores(
        NamedStore.of(found.values(), bean -> Objects.requireNonNull(references.get(bean))),
        new RememberedGroups(settings().accounts().groupsMaxAge(), System::nanoTime));
  }
}
