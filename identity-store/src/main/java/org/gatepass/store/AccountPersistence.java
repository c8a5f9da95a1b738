// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes accounts through the application's persistence unit. No transaction is open when
 * a mechanism is asked, so each write has its own; a read needs none. Safe for use by many threads.
 */
final class AccountPersistence {
  /** How far apart two notes of a login are at the least. */
  private static final Duration BETWEEN_LOGINS = Duration.ofHours(1);

  private final EntityManagerFactory factory;
  private final NewTransaction transaction;
  private final InstantSource clock;

  AccountPersistence(
      EntityManagerFactory factory, NewTransaction transaction, InstantSource clock) {
    this.factory = factory;
    this.transaction = transaction;
    this.clock = clock;
  }

  static AccountPersistence ofThisApplication() {
    return StoreExtension.ofThisApplication().persistence();
  }

  /** The account of exactly this name, whatever the database's collation takes for equal. */
  Optional<UserAccount> find(String name) {
    return read(entityManager -> find(entityManager, name));
  }

  static Optional<UserAccount> find(EntityManager entityManager, String name) {
    return entityManager
        .createQuery("select a from UserAccount a where a.name = :name", UserAccount.class)
        .setParameter("name", name)
        // A provider's shared cache knows nothing of other nodes' changes.
        .setHint("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS)
        .getResultStream()
        .filter(account -> account.getName().equals(name))
        .findFirst();
  }

  /** Notes a login, unless one was noted within the hour. */
  void noteLogin(UserAccount account) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDateTime limit = now.minus(BETWEEN_LOGINS);
    boolean recent =
        account
            .lastLogin()
            .filter(last -> last.isAfter(limit.toInstant(ZoneOffset.UTC)))
            .isPresent();
    if (!recent) {
      write(
          entityManager ->
              entityManager
                  .createQuery("update UserAccount a set a.lastLogin = :now where a.id = :id")
                  .setParameter("now", now)
                  .setParameter("id", account.id())
                  .executeUpdate());
    }
  }

  /** Notes the login of a caller who has got a session just now. */
  void noteSessionLogin(String name) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    write(
        entityManager ->
            entityManager
                .createQuery("update UserAccount a set a.lastLogin = :now where a.name = :name")
                .setParameter("now", now)
                .setParameter("name", name)
                .executeUpdate());
  }

  /** Replaces a hash by a better one of the same password, unless somebody changed it meanwhile. */
  void replaceHash(UserAccount account, String oldHash, String newHash) {
    write(
        entityManager ->
            entityManager
                .createQuery(
                    "update UserAccount a set a.passwordHash = :new"
                        + " where a.id = :id and a.passwordHash = :old")
                .setParameter("new", newHash)
                .setParameter("id", account.id())
                .setParameter("old", oldHash)
                .executeUpdate());
  }

  <T> T read(Function<EntityManager, T> work) {
    EntityManager entityManager = factory.createEntityManager();
    try {
      return work.apply(entityManager);
    } finally {
      entityManager.close();
    }
  }

  <T> T write(Function<EntityManager, T> work) {
    try {
      return transaction.run(() -> read(joined(work)));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // WildFly lets the transaction manager's checked exceptions out of the interceptor.
      throw new PersistenceException("The transaction failed", e);
    }
  }

  private static <T> Function<EntityManager, T> joined(Function<EntityManager, T> work) {
    return entityManager -> {
      entityManager.joinTransaction();
      T result = work.apply(entityManager);
      entityManager.flush();
      return result;
    };
  }
}
