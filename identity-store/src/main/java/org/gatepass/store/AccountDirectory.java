// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatepass.AccountOptions;
import org.gatepass.CallerRevoked;
import org.gatepass.RemoteUserCredential;
import org.jspecify.annotations.Nullable;

/** The ready-made accounts. Safe for use by many threads. */
final class AccountDirectory implements CallerDirectory {
  /** How far apart two notes of a login are at the least, where no session tells logins apart. */
  private static final Duration BETWEEN_LOGINS = Duration.ofHours(1);

  private final AccountDatabase database;
  private final Supplier<AccountOptions> options;
  private final Optional<AccountConfigurer> configurer;
  private final InstantSource clock;
  private final CreationLimit limit;

  AccountDirectory(
      AccountDatabase database,
      Supplier<AccountOptions> options,
      Optional<AccountConfigurer> configurer,
      InstantSource clock) {
    this.database = database;
    this.options = options;
    this.configurer = configurer;
    this.clock = clock;
    this.limit = new CreationLimit(clock);
  }

  AccountDatabase database() {
    return database;
  }

  @Override
  public Optional<KnownCaller> ask(String name) {
    return database
        .readCommitted(entityManager -> find(entityManager, name))
        .map(UserAccount::known);
  }

  /** The account of exactly this name. */
  static Optional<UserAccount> find(EntityManager entityManager, String name) {
    return exactly(name, byName(entityManager, name));
  }

  /** The same, to be changed: who else changes it waits, so that no change is lost or refused. */
  static Optional<UserAccount> lock(EntityManager entityManager, String name) {
    return exactly(name, byName(entityManager, name).setLockMode(LockModeType.PESSIMISTIC_WRITE));
  }

  private static TypedQuery<UserAccount> byName(EntityManager entityManager, String name) {
    return entityManager
        .createQuery("select a from UserAccount a where a.name = :name", UserAccount.class)
        .setParameter("name", name)
        // A provider's shared cache knows nothing of other nodes' changes.
        .setHint("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS);
  }

  private static Optional<UserAccount> exactly(String name, TypedQuery<UserAccount> query) {
    return query.getResultStream().filter(account -> account.getName().equals(name)).findFirst();
  }

  @Override
  public Creation create(RemoteUserCredential header) {
    // One at a time: of many first requests of one caller, one creates and none uses up the limit.
    synchronized (limit) {
      if (isTaken(header.callerName())) {
        return Creation.NOT_CREATED;
      }
      if (!limit.take(options.get().createPerMinute())) {
        return Creation.TOO_MANY;
      }
      try {
        database.note(entityManager -> persistNew(entityManager, header));
      } catch (RuntimeException failure) {
        if (isTaken(header.callerName())) {
          return Creation.NOT_CREATED; // another node was faster
        }
        throw failure;
      }
    }
    Events.fire(new AccountCreated(header.callerName()));
    return Creation.CREATED;
  }

  private UserAccount persistNew(EntityManager entityManager, RemoteUserCredential header) {
    UserAccount account = new UserAccount(header.callerName());
    account.setLoginByHeader(true);
    account.loggedIn(clock.instant());
    synchronise(account, header);
    entityManager.persist(account);
    configurer.ifPresent(hook -> hook.configure(account, header, true));
    return account;
  }

  /** Whether the database would refuse a new account of this name. */
  private boolean isTaken(String name) {
    return database.readCommitted(
        entityManager -> !byName(entityManager, name).setMaxResults(1).getResultList().isEmpty());
  }

  @Override
  public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
    boolean login = header.beginsSession() || isDue(caller);
    boolean differs =
        differs(header.email(), caller.email())
            || differs(header.displayName(), caller.displayName());
    if (!differs && !(login && configurer.isPresent())) {
      if (login) {
        noteSessionLogin(caller.name());
        return Optional.of(caller.loggedIn(clock.instant()));
      }
      return Optional.of(caller);
    }
    Optional<KnownCaller> entered =
        database
            .change(
                entityManager ->
                    lock(entityManager, caller.name())
                        .map(account -> update(account, header, login)),
                update -> update.filter(Update::isChange).isPresent())
            .map(Update::after);
    if (entered.filter(known -> !known.hasStampOf(caller)).isPresent()) {
      Events.fire(new CallerRevoked(caller.name()));
    }
    return entered;
  }

  /**
   * What became of an account.
   *
   * @param before the caller before
   * @param after the caller after
   */
  private record Update(KnownCaller before, KnownCaller after) {
    boolean isChange() {
      return !after.isAs(before);
    }
  }

  private Update update(UserAccount account, RemoteUserCredential header, boolean login) {
    KnownCaller before = account.known();
    synchronise(account, header);
    if (login) {
      account.loggedIn(clock.instant());
      configurer.ifPresent(hook -> hook.configure(account, header, false));
    }
    return new Update(before, account.known());
  }

  /** What the proxy does not say stays as it is. */
  private static void synchronise(UserAccount account, RemoteUserCredential header) {
    header.email().ifPresent(account::setEmail);
    header.displayName().ifPresent(account::setDisplayName);
  }

  private static boolean differs(Optional<String> asserted, @Nullable String stored) {
    return asserted.filter(value -> !value.equals(stored)).isPresent();
  }

  private boolean isDue(KnownCaller caller) {
    Instant last = caller.lastLogin();
    return last == null || !last.isAfter(clock.instant().minus(BETWEEN_LOGINS));
  }

  @Override
  public void noteLogin(KnownCaller caller) {
    if (isDue(caller)) {
      noteSessionLogin(caller.name());
    }
  }

  /** Notes the login of a caller who has got a session just now. */
  void noteSessionLogin(String name) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    database.note(
        entityManager ->
            entityManager
                .createQuery("update UserAccount a set a.lastLogin = :now where a.name = :name")
                .setParameter("now", now)
                .setParameter("name", name)
                .executeUpdate());
  }

  @Override
  public boolean replacesHashes() {
    return true;
  }

  @Override
  public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
    database.note(
        entityManager ->
            entityManager
                .createQuery(
                    "update UserAccount a set a.passwordHash = :new"
                        + " where a.name = :name and a.passwordHash = :old")
                .setParameter("new", newHash)
                .setParameter("name", caller.name())
                .setParameter("old", oldHash)
                .executeUpdate());
    return caller; // the stamp stays: it is the same password
  }
}
