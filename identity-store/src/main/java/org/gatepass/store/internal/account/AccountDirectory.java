// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gatepass.AccountOptions;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.AccountConfigurer;
import org.gatepass.store.AccountCreated;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.jpa.OptionalWrites;
import org.gatepass.store.internal.jpa.SqlFailure;
import org.jspecify.annotations.Nullable;

/** Finds callers among the {@link UserAccount} rows. Safe for use by many threads. */
public final class AccountDirectory implements CallerDirectory {
  private static final Logger LOG = System.getLogger(AccountDirectory.class.getName());

  /** The minimum time between two stored logins of a caller without a session. */
  private static final Duration BETWEEN_LOGINS = Duration.ofHours(1);

  /**
   * The maximum by which a stored login may be in the future: clocks differ slightly, and a late
   * write must not overwrite a later login. A time beyond this maximum comes from a clock that is
   * ahead, and the next login overwrites it.
   */
  private static final Duration MAX_FUTURE = Duration.ofMinutes(1);

  /** How long a request waits for another one that creates the same account. */
  private static final Duration CREATION_TIMEOUT = Duration.ofSeconds(2);

  private static final int MAX_UNSTORED = 10_000;

  private final AccountDatabase database;
  private final Supplier<AccountOptions> options;
  private final Optional<AccountConfigurer> configurer;
  private final InstantSource clock;
  private final Consumer<Object> events;
  private final CreationLimit limit;
  private final CreationsUnderWay creations = new CreationsUnderWay(CREATION_TIMEOUT);
  private final OptionalWrites writes = new OptionalWrites(System::nanoTime);
  private final AtomicBoolean loggedSeveral = new AtomicBoolean();

  /** The callers who have logged in although the login could not be stored. */
  private final Cache<String, Boolean> unstored =
      Caffeine.newBuilder()
          .maximumSize(MAX_UNSTORED)
          .expireAfterWrite(Duration.ofMinutes(1))
          // On the calling thread: a cache with threads of its own would outlive the application.
          .executor(Runnable::run)
          .build();

  /**
   * Makes a directory.
   *
   * @param database the accounts
   * @param options the settings about accounts
   * @param configurer the application's hook, if there is one
   * @param clock the time of logins
   * @param events fires events after the commit
   */
  public AccountDirectory(
      AccountDatabase database,
      Supplier<AccountOptions> options,
      Optional<AccountConfigurer> configurer,
      InstantSource clock,
      Consumer<Object> events) {
    this.database = database;
    this.options = options;
    this.configurer = configurer;
    this.clock = clock;
    this.events = events;
    this.limit = new CreationLimit(clock);
  }

  /** The database of the accounts. */
  public AccountDatabase database() {
    return database;
  }

  @Override
  public Optional<KnownCaller> ask(String name) {
    return only(
            name, database.readCommitted(entityManager -> AccountRows.equalTo(entityManager, name)))
        .map(AccountRows::known);
  }

  /**
   * The account of exactly this name; empty if the database treats several names as equal to it.
   */
  private Optional<UserAccount> only(String name, List<UserAccount> rows) {
    if (rows.size() > 1) {
      LOG.log(
          loggedSeveral.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
          "The database finds several accounts for one name, because it treats different names as"
              + " equal: all of them are rejected");
      return Optional.empty();
    }
    return rows.stream().filter(account -> account.getName().equals(name)).findFirst();
  }

  @Override
  public Optional<KnownCaller> askByStableId(String id, String assertedName) {
    Optional<UserAccount> owner = boundTo(id);
    return owner
        .filter(
            account ->
                database
                    .readCommitted(
                        entityManager -> AccountRows.equalTo(entityManager, assertedName))
                    .stream()
                    .map(AccountInternals::id)
                    .allMatch(AccountInternals.id(account)::equals))
        .map(AccountRows::known);
  }

  /** The account that is bound to exactly this stable id. */
  private Optional<UserAccount> boundTo(String id) {
    List<UserAccount> rows =
        database.readCommitted(entityManager -> AccountRows.ofStableId(entityManager, id));
    return rows.stream().filter(account -> id.equals(account.getStableId())).findFirst();
  }

  @Override
  public Creation create(RemoteUserCredential header) {
    Creation creation = creations.share(header.callerName(), () -> createUnlessTaken(header));
    if (creation == Creation.CREATED) {
      events.accept(new AccountCreated(header.callerName()));
    }
    return creation;
  }

  private Creation createUnlessTaken(RemoteUserCredential header) {
    if (database.isTaken(header.callerName())) {
      return Creation.NOT_CREATED;
    }
    if (!limit.take(options.get().createPerMinute())) {
      return Creation.TOO_MANY;
    }
    boolean created = false;
    try {
      created = isStored(header);
      return created ? Creation.CREATED : Creation.NOT_CREATED;
    } finally {
      if (!created) {
        limit.giveBack();
      }
    }
  }

  /** Stores a new account, unless another node is faster. */
  private boolean isStored(RemoteUserCredential header) {
    HookRun hook = new HookRun(header, true);
    try {
      return database.insert(newAccount(header, true), hook::run);
    } catch (RuntimeException failure) {
      hook.rethrowFailure();
      if (database.isTaken(header.callerName()) || isIdTaken(header)) {
        return false;
      }
      if (!SqlFailure.isUnfitValue(failure)) {
        throw failure;
      }
      boolean stored = database.insert(newAccount(header, false), hook::run);
      writes.lessened("the e-mail address or display name of a new account", failure);
      return stored;
    }
  }

  /** Whether another account is bound to the id, such as one that another request has created. */
  private boolean isIdTaken(RemoteUserCredential header) {
    return header.stableId().flatMap(this::boundTo).isPresent();
  }

  private UserAccount newAccount(RemoteUserCredential header, boolean display) {
    UserAccount account = new UserAccount(header.callerName());
    account.setLoginByHeader(true);
    account.setGroups(options.get().defaultGroups());
    AccountInternals.loggedIn(account, clock.instant());
    header.stableId().ifPresent(id -> AccountInternals.bind(account, id));
    if (display) {
      synchronise(account, header);
    }
    return account;
  }

  /**
   * Binds in a transaction of its own, which locks the account. Of two first logins with different
   * ids the second reads the id of the first. The cached caller may be older than the row: the row
   * decides whether the account admits the login. The binding is required: the login fails while
   * the database takes no writes. The wait for each lock is limited, because each header request of
   * an unbound caller binds.
   */
  @Override
  public Optional<KnownCaller> bind(KnownCaller caller, String id) {
    try {
      Optional<Update> bound =
          database.change(
              entityManager ->
                  only(caller.name(), AccountRows.lockEqualToInTime(entityManager, caller.name()))
                      .map(account -> bind(entityManager, account, id)),
              update -> update.filter(Update::isChange).map(Update::change).stream().toList());
      return bound.map(Update::after);
    } catch (RuntimeException failure) {
      // Another request may have bound the id to another account meanwhile.
      Optional<UserAccount> owner = boundTo(id);
      if (owner.isPresent() && !owner.get().getName().equals(caller.name())) {
        return Optional.of(caller);
      }
      throw failure;
    }
  }

  private Update bind(EntityManager entityManager, UserAccount account, String id) {
    KnownCaller before = AccountRows.known(account);
    if (before.stableId() == null
        && before.loginByHeader()
        && (before.active() || options.get().allowInactiveCallers())
        && before.times().rejection(clock).isEmpty()
        && AccountRows.ofStableId(entityManager, id).isEmpty()) {
      database.row().lock(entityManager);
      AccountInternals.bind(account, id);
    }
    return new Update(before, AccountRows.known(account));
  }

  @Override
  public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
    if (!header.beginsSession()
        && (!isDue(caller) || unstored.getIfPresent(caller.name()) != null)) {
      return Optional.of(caller);
    }
    boolean differs = differs(caller, header);
    if (configurer.isEmpty() && !differs) {
      if (noteSessionLogin(caller.name())) {
        return Optional.of(caller.loggedIn(clock.instant()));
      }
      unstored.put(caller.name(), true);
      return Optional.of(caller);
    }
    HookRun hook = new HookRun(header, false);
    RuntimeException failure = null;
    if (!writes.arePaused()) {
      try {
        return updated(caller, header, differs, hook);
      } catch (RuntimeException notStored) {
        hook.rethrowFailure();
        failure = notStored;
      }
      if (differs && SqlFailure.isUnfitValue(failure)) {
        try {
          // The column is narrower than ours, or its character set is.
          Optional<KnownCaller> entered = updated(caller, header, false, hook);
          writes.lessened("a caller's e-mail address or display name", failure);
          return entered;
        } catch (RuntimeException neither) {
          hook.rethrowFailure();
        }
      }
      writes.failed("the time of a login", failure);
    }
    return configurer.isEmpty() ? Optional.of(caller) : unwritten(caller, header, hook, failure);
  }

  /** Stores everything that a login changes, in one transaction. */
  private Optional<KnownCaller> updated(
      KnownCaller caller, RemoteUserCredential header, boolean display, HookRun hook) {
    Optional<Update> updated =
        database.change(
            entityManager ->
                only(caller.name(), AccountRows.lockEqualTo(entityManager, caller.name()))
                    .map(account -> update(account, header, display, hook)),
            update -> update.filter(Update::isChange).map(Update::change).stream().toList());
    updated.flatMap(update -> update.change().event()).ifPresent(events);
    return updated.map(Update::after);
  }

  /**
   * Runs the hook although nothing can be stored. A change by the hook must be stored, since it may
   * bar the caller; the other data of a login may be lost.
   */
  private Optional<KnownCaller> unwritten(
      KnownCaller caller,
      RemoteUserCredential header,
      HookRun hook,
      @Nullable RuntimeException failure) {
    Optional<UserAccount> found =
        only(
            caller.name(),
            database.readCommitted(
                entityManager -> AccountRows.equalTo(entityManager, caller.name())));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    UserAccount account = found.get();
    KnownCaller stored = AccountRows.known(account);
    if (!admitsHeaders(stored)) {
      return Optional.of(stored);
    }
    synchronise(account, header);
    KnownCaller before = AccountRows.known(account);
    hook.run(account);
    if (!AccountRows.known(account).isAs(before)) {
      throw new PersistenceException(
          "The changes by the AccountConfigurer could not be stored", failure);
    }
    unstored.put(caller.name(), true);
    return Optional.of(stored);
  }

  /**
   * An account before and after a login.
   *
   * @param before the caller before
   * @param after the caller after
   */
  private record Update(KnownCaller before, KnownCaller after) {
    boolean isChange() {
      return !after.isAs(before);
    }

    Change change() {
      return Change.between(before, after);
    }
  }

  private Update update(
      UserAccount account, RemoteUserCredential header, boolean display, HookRun hook) {
    KnownCaller before = AccountRows.known(account);
    if (!admitsHeaders(before)) {
      return new Update(before, before);
    }
    if (display) {
      synchronise(account, header);
    }
    AccountInternals.loggedIn(account, clock.instant());
    hook.run(account);
    return new Update(before, AccountRows.known(account));
  }

  /**
   * Whether a header login to an account is possible. The cached caller may be older than the row:
   * after a deactivation, a lock or a rename a login neither changes the row nor calls the hook.
   */
  private boolean admitsHeaders(KnownCaller stored) {
    return stored.active() && stored.loginByHeader() && stored.times().rejection(clock).isEmpty();
  }

  /**
   * Runs of the application's hook in one request. A failure of the hook is kept apart from
   * failures of the database.
   */
  private final class HookRun {
    private final RemoteUserCredential header;
    private final boolean created;
    private @Nullable RuntimeException failure;

    HookRun(RemoteUserCredential header, boolean created) {
      this.header = header;
      this.created = created;
    }

    void run(UserAccount account) {
      try {
        configurer.ifPresent(hook -> hook.configure(account, header, created));
      } catch (RuntimeException failed) {
        failure = failed;
        throw failed;
      }
    }

    void rethrowFailure() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  /**
   * Copies e-mail address and display name. A value that the proxy omits, or that the column can't
   * hold, stays unchanged.
   */
  private static void synchronise(UserAccount account, RemoteUserCredential header) {
    emailOf(header).ifPresent(account::setEmail);
    displayNameOf(header).ifPresent(account::setDisplayName);
  }

  private static Optional<String> emailOf(RemoteUserCredential header) {
    return header.email().filter(email -> email.length() <= AccountInternals.MAX_EMAIL);
  }

  private static Optional<String> displayNameOf(RemoteUserCredential header) {
    return header.displayName().filter(name -> name.length() <= AccountInternals.MAX_DISPLAY_NAME);
  }

  private static boolean differs(KnownCaller caller, RemoteUserCredential header) {
    return emailOf(header).filter(email -> !email.equals(caller.email())).isPresent()
        || displayNameOf(header).filter(name -> !name.equals(caller.displayName())).isPresent();
  }

  private boolean isDue(KnownCaller caller) {
    Instant last = caller.lastLogin();
    Instant now = clock.instant();
    return last == null
        || !last.isAfter(now.minus(BETWEEN_LOGINS))
        || last.isAfter(now.plus(MAX_FUTURE));
  }

  @Override
  public void noteLogin(KnownCaller caller) {
    if (isDue(caller)) {
      noteSessionLogin(caller.name());
    }
  }

  /**
   * Stores the login of a caller whose session has just begun, unless the database rejects the
   * write. A stored time that is later by up to {@link #MAX_FUTURE} stays.
   *
   * @return whether the login is stored
   */
  public boolean noteSessionLogin(String name) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    return writes.attempt(
        "the time of a login",
        () ->
            database.noteIfFree(
                entityManager ->
                    AccountRows.idOf(entityManager, name)
                        .map(
                            id ->
                                entityManager
                                    .createQuery(
                                        "update UserAccount a set a.lastLogin = :now where a.id = :id"
                                            + " and (a.lastLogin is null or a.lastLogin < :now"
                                            + " or a.lastLogin > :future)")
                                    .setParameter("now", now)
                                    .setParameter("future", now.plus(MAX_FUTURE))
                                    .setParameter("id", id)
                                    .executeUpdate())));
  }

  @Override
  public boolean replacesHashes() {
    return true;
  }

  @Override
  public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
    writes.attempt(
        "a better hash of a password",
        () ->
            database.noteIfFree(
                entityManager ->
                    AccountRows.idOf(entityManager, caller.name())
                        .map(
                            id ->
                                entityManager
                                    .createQuery(
                                        "update UserAccount a set a.passwordHash = :new"
                                            + " where a.id = :id and a.passwordHash = :old")
                                    .setParameter("new", newHash)
                                    .setParameter("id", id)
                                    .setParameter("old", oldHash)
                                    .executeUpdate())));
    return caller; // the stamp stays, since the password is the same
  }

  @Override
  public boolean changesPasswords() {
    return true;
  }

  /**
   * Compares the account on the locked row. A SQL script may have changed the hash or the state
   * without the stamp. The wait for each lock is limited, because the login holds one of the
   * permits for password checks.
   */
  @Override
  public Optional<KnownCaller> changePassword(KnownCaller caller, String newHash) {
    Optional<ChangedAccount> changed =
        database.change(
            entityManager ->
                only(caller.name(), AccountRows.lockEqualToInTime(entityManager, caller.name()))
                    .filter(account -> isUnchanged(AccountRows.known(account), caller))
                    .map(account -> changePassword(entityManager, account, newHash)),
            ChangedAccount::changes);
    ChangedAccount.events(changed).forEach(events);
    return changed.map(ChangedAccount::account).map(AccountRows::known);
  }

  /** Whether the verified password is still that of an active account, and permits a change. */
  private boolean isUnchanged(KnownCaller locked, KnownCaller verified) {
    return locked.active()
        && locked.times().rejection(clock).isEmpty()
        && !locked.isTemporaryPasswordExpired(clock)
        && locked.hasStampOf(verified)
        && Objects.equals(locked.passwordHash(), verified.passwordHash());
  }

  private ChangedAccount changePassword(
      EntityManager entityManager, UserAccount account, String newHash) {
    database.row().lock(entityManager);
    return ChangedAccount.by(
        entityManager,
        account,
        () -> {
          account.setPasswordHash(newHash);
          account.setPasswordChangeRequired(false);
          account.setPasswordExpiresAt(null);
        });
  }
}
