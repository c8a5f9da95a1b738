// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepass.RemoteUserCredential;
import org.jspecify.annotations.Nullable;

/**
 * An entity of the application's own, by the queries of a definition. Safe for use by many threads.
 */
final class EntityDirectory implements CallerDirectory {
  private static final Logger LOG = System.getLogger(EntityDirectory.class.getName());

  /** A provider's shared cache knows nothing of other nodes' changes. */
  private static final String CACHE = "jakarta.persistence.cache.retrieveMode";

  private final Database database;
  private final Map<EntityStatement, String> statements;
  private final AtomicBoolean toldOfNoCreation = new AtomicBoolean();
  private final AtomicBoolean toldOfSeveral = new AtomicBoolean();

  EntityDirectory(Database database, Map<EntityStatement, String> statements) {
    this.database = database;
    this.statements = Map.copyOf(statements);
  }

  @Override
  public Optional<KnownCaller> ask(String name) {
    return database.readCommitted(entityManager -> find(entityManager, name));
  }

  private Optional<KnownCaller> find(EntityManager entityManager, String name) {
    boolean active = isNamed(entityManager, EntityStatement.ACTIVE_CALLER, name);
    if (!active && !isNamed(entityManager, EntityStatement.KNOWN_CALLER, name)) {
      return Optional.empty();
    }
    @Nullable String hash =
        only(texts(entityManager, EntityStatement.PASSWORD_HASH, name)).orElse(null);
    Set<String> groups = Set.copyOf(texts(entityManager, EntityStatement.GROUPS, name));
    return Optional.of(
        new KnownCaller(
            name,
            active,
            true,
            hash != null,
            hash,
            groups,
            null,
            null,
            stamp(entityManager, name, hash),
            null));
  }

  /** Whether a query finds exactly this name, and no other that the database takes for it. */
  private boolean isNamed(EntityManager entityManager, EntityStatement statement, String name) {
    Set<String> found = new HashSet<>(texts(entityManager, statement, name));
    if (found.size() > 1) {
      // The other queries would mix what is one's with what is the other's.
      LOG.log(
          toldOfSeveral.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
          () ->
              statement.attribute()
                  + " finds several callers for one name, which differ by what the database takes"
                  + " for equal: none of them is let in");
      return false;
    }
    return found.contains(name);
  }

  /**
   * What a revision query selects.
   *
   * @return the value, or null when there is none
   * @throws IllegalStateException when it selects several
   */
  static @Nullable Object revision(Database database, String query) {
    List<?> values =
        database.readCommitted(
            entityManager ->
                entityManager
                    .createQuery(query)
                    .setHint(CACHE, CacheRetrieveMode.BYPASS)
                    .setMaxResults(2)
                    .getResultList());
    if (values.size() > 1) {
      throw new IllegalStateException(
          EntityStatement.REVISION.attribute() + " selects several values");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private @Nullable String stamp(EntityManager entityManager, String name, @Nullable String hash) {
    if (statements.containsKey(EntityStatement.STAMP)) {
      List<Object> values = values(entityManager, EntityStatement.STAMP, name);
      return values.isEmpty() ? null : digest(values.toString());
    }
    return hash == null ? null : digest(hash);
  }

  /** A stamp goes into sessions, where a password's hash has no business. */
  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Each Java platform has SHA-256", e);
    }
  }

  private static Optional<String> only(List<String> hashes) {
    if (hashes.size() > 1) {
      throw new IllegalStateException(
          EntityStatement.PASSWORD_HASH.attribute() + " selects several hashes for one caller");
    }
    return hashes.stream().findFirst();
  }

  private List<String> texts(EntityManager entityManager, EntityStatement statement, String name) {
    return values(entityManager, statement, name).stream()
        .map(
            value -> {
              if (value instanceof String text) {
                return text;
              }
              throw new IllegalStateException(
                  statement.attribute() + " selects a " + value.getClass().getName() + ", no text");
            })
        .toList();
  }

  /** What a query selects, without what is null; nothing where there is no such query. */
  private List<Object> values(EntityManager entityManager, EntityStatement statement, String name) {
    String text = statements.get(statement);
    if (text == null) {
      return List.of();
    }
    List<?> values =
        entityManager
            .createQuery(text)
            .setParameter("name", name)
            .setHint(CACHE, CacheRetrieveMode.BYPASS)
            .getResultList();
    return values.stream().filter(Objects::nonNull).<Object>map(value -> value).toList();
  }

  @Override
  public Creation create(RemoteUserCredential header) {
    if (toldOfNoCreation.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "gatepass.create-unknown-callers has no effect: callers are created only as ready-made"
              + " accounts, not in an entity of the application's own");
    }
    return Creation.NOT_CREATED;
  }

  @Override
  public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
    return Optional.of(caller);
  }

  @Override
  public void noteLogin(KnownCaller caller) {
    // An own entity's last login is the application's to note, on CallerAuthenticated.
  }

  @Override
  public boolean replacesHashes() {
    return statements.containsKey(EntityStatement.PASSWORD_HASH_UPDATE);
  }

  @Override
  public KnownCaller replaceHash(KnownCaller caller, String oldHash, String newHash) {
    String update = statements.get(EntityStatement.PASSWORD_HASH_UPDATE);
    if (update == null) {
      return caller;
    }
    return database.write(
        entityManager -> {
          int updated =
              entityManager
                  .createQuery(update)
                  .setParameter("name", caller.name())
                  .setParameter("oldHash", oldHash)
                  .setParameter("newHash", newHash)
                  .executeUpdate();
          // With the stamp of the new hash; of a password that somebody set meanwhile this caller
          // has shown nothing, and a session with the old stamp ends by it.
          return updated == 0 ? caller : find(entityManager, caller.name()).orElse(caller);
        });
  }
}
