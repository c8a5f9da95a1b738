// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The ready-made accounts. Safe for use by many threads. */
final class AccountDirectory implements CallerDirectory {
  /** How far apart two notes of a login are at the least, where no session tells logins apart. */
  private static final Duration BETWEEN_LOGINS = Duration.ofHours(1);

  private final Database database;
  private final InstantSource clock;

  AccountDirectory(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  Database database() {
    return database;
  }

  @Override
  public Optional<KnownCaller> find(String name) {
    return database.read(entityManager -> find(entityManager, name)).map(UserAccount::known);
  }

  /** The account of exactly this name. */
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

  @Override
  public void noteLogin(KnownCaller caller) {
    Instant limit = clock.instant().minus(BETWEEN_LOGINS);
    Instant last = caller.lastLogin();
    if (last == null || !last.isAfter(limit)) {
      noteSessionLogin(caller.name());
    }
  }

  /** Notes the login of a caller who has got a session just now. */
  void noteSessionLogin(String name) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    database.write(
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
    database.write(
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
