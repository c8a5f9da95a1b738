// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepass.RemoteUserCredential;
import org.gatepass.store.internal.caller.CallerDirectory;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.OptionalWrites;
import org.jspecify.annotations.Nullable;

/**
 * Finds callers in an entity of the application's own, by the queries of a definition. Safe for use
 * by many threads.
 */
public final class EntityDirectory implements CallerDirectory {
  private static final Logger LOG = System.getLogger(EntityDirectory.class.getName());

  /** A provider's shared cache lacks the changes of other nodes. */
  static final String CACHE = "jakarta.persistence.cache.retrieveMode";

  private final Database database;
  private final Map<EntityStatement, String> statements;

  /** Queries that also select whose rows they find: a row is the value and the owner's name. */
  private final Map<EntityStatement, String> ownedStatements;

  private final OptionalWrites writes = new OptionalWrites(System::nanoTime);
  private final AtomicBoolean loggedNoCreation = new AtomicBoolean();
  private final AtomicBoolean loggedSeveral = new AtomicBoolean();

  /**
   * Makes a directory.
   *
   * @param database the persistence unit
   * @param statements the statements of the definition
   * @param ownedStatements the queries that can also select whose rows they find, in that form
   */
  public EntityDirectory(
      Database database,
      Map<EntityStatement, String> statements,
      Map<EntityStatement, String> ownedStatements) {
    this.database = database;
    this.statements = Map.copyOf(statements);
    this.ownedStatements = Map.copyOf(ownedStatements);
  }

  @Override
  public Optional<KnownCaller> ask(String name) {
    return database.readCommitted(entityManager -> find(entityManager, name));
  }

  private Optional<KnownCaller> find(EntityManager entityManager, String name) {
    Answers answers = new Answers(entityManager, name);
    boolean active = answers.names(EntityStatement.ACTIVE_CALLER).contains(name);
    boolean known = answers.names(EntityStatement.KNOWN_CALLER).contains(name) || active;
    if (!known) {
      return Optional.empty();
    }
    List<String> hashes = answers.texts(EntityStatement.PASSWORD_HASH);
    Set<String> groups = Set.copyOf(answers.texts(EntityStatement.GROUPS));
    List<Object> stamps = answers.values(EntityStatement.STAMP);
    List<String> ids = answers.texts(EntityStatement.STABLE_ID);
    List<Object> locks = answers.values(EntityStatement.LOCKED_UNTIL);
    List<Object> ends = answers.values(EntityStatement.EXPIRES_AT);
    List<Object> endsOfPasswords = answers.values(EntityStatement.PASSWORD_EXPIRES_AT);
    if (!answers.areOf(name)) {
      LOG.log(
          loggedSeveral.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
          "The queries find several callers for one name, because the database treats different"
              + " names as equal: all of them are rejected");
      return Optional.empty();
    }
    @Nullable String hash = only(hashes, EntityStatement.PASSWORD_HASH, "hashes").orElse(null);
    @Nullable String id = only(ids, EntityStatement.STABLE_ID, "ids").orElse(null);
    return Optional.of(
        new KnownCaller(
            name,
            active,
            true,
            hash != null,
            hash,
            false,
            groups,
            null,
            null,
            id,
            stamp(stamps, hash),
            null,
            LoginTimes.of(
                time(locks, EntityStatement.LOCKED_UNTIL),
                time(ends, EntityStatement.EXPIRES_AT),
                time(endsOfPasswords, EntityStatement.PASSWORD_EXPIRES_AT))));
  }

  /** The results of the queries for one name, and the owners of the rows. */
  private final class Answers {
    private final EntityManager entityManager;
    private final String name;
    private final Set<String> owners = new HashSet<>();

    Answers(EntityManager entityManager, String name) {
      this.entityManager = entityManager;
      this.name = name;
    }

    /** The names that a query finds, which are those of the rows' owners. */
    Set<String> names(EntityStatement statement) {
      Set<String> names = new HashSet<>(texts(statement));
      owners.addAll(names);
      return names;
    }

    /** Whether all rows belong to the caller of exactly this name. */
    boolean areOf(String exactName) {
      return owners.equals(Set.of(exactName));
    }

    List<String> texts(EntityStatement statement) {
      return values(statement).stream()
          .map(
              value -> {
                if (value instanceof String text) {
                  return text;
                }
                throw new IllegalStateException(
                    statement.attribute()
                        + " selects a "
                        + value.getClass().getName()
                        + ", not a text");
              })
          .toList();
    }

    /** The values that a query selects, without nulls; empty without such a query. */
    List<Object> values(EntityStatement statement) {
      String text = statements.get(statement);
      if (text == null) {
        return List.of();
      }
      String owned = ownedStatements.get(statement);
      List<?> rows =
          entityManager
              .createQuery(owned == null ? text : owned)
              .setParameter("name", name)
              .setHint(CACHE, CacheRetrieveMode.BYPASS)
              .getResultList();
      List<Object> values = new ArrayList<>();
      for (Object row : rows) {
        @Nullable Object value = row;
        if (owned != null && row instanceof Object[] valueAndOwner) {
          value = valueAndOwner[0];
          owners.add(String.valueOf(valueAndOwner[1]));
        }
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }
  }

  /**
   * Runs a revision query.
   *
   * @return the selected value, or null when the query selects none
   * @throws IllegalStateException when the query selects several values
   */
  public static @Nullable Object revision(Database database, String query) {
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
          EntityStatement.REVISION.attribute() + " selects several values where one is required");
    }
    return values.isEmpty() || values.get(0) == null
        ? null
        : ComparableValue.of(values.get(0), EntityStatement.REVISION);
  }

  private @Nullable String stamp(List<Object> stamps, @Nullable String hash) {
    if (statements.containsKey(EntityStatement.STAMP)) {
      List<Object> values =
          stamps.stream().map(value -> ComparableValue.of(value, EntityStatement.STAMP)).toList();
      return values.isEmpty() ? null : digest(values.toString());
    }
    return hash == null ? null : digest(hash);
  }

  /** Sessions hold the stamp; a password's hash must not get there. */
  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Each Java platform has SHA-256", e);
    }
  }

  /** The only time among the selected values, or null for none. */
  private static @Nullable Instant time(List<Object> values, EntityStatement statement) {
    return only(values, statement, "times")
        .map(value -> TimeValue.of(value, statement))
        .orElse(null);
  }

  private static <T> Optional<T> only(List<T> values, EntityStatement statement, String kind) {
    if (values.size() > 1) {
      throw new IllegalStateException(
          statement.attribute() + " selects several " + kind + " for one caller");
    }
    return values.stream().findFirst();
  }

  @Override
  public Creation create(RemoteUserCredential header) {
    if (loggedNoCreation.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "gatepass.create-unknown-callers has no effect: Gatepass creates only UserAccount rows,"
              + " and no rows of an entity of the application's own");
    }
    return Creation.NOT_CREATED;
  }

  @Override
  public Optional<KnownCaller> enter(KnownCaller caller, RemoteUserCredential header) {
    return Optional.of(caller);
  }

  @Override
  public void noteLogin(KnownCaller caller) {
    // The application stores last logins in its own entity, on CallerAuthenticated.
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
    KnownCaller[] replaced = {caller};
    writes.attempt(
        "a better hash of a password",
        () ->
            replaced[0] =
                database.write(
                    entityManager -> withHash(entityManager, update, caller, oldHash, newHash)));
    return replaced[0];
  }

  @Override
  public boolean changesPasswords() {
    return false;
  }

  @Override
  public Optional<KnownCaller> changePassword(KnownCaller caller, String newHash) {
    return Optional.empty();
  }

  private KnownCaller withHash(
      EntityManager entityManager,
      String update,
      KnownCaller caller,
      String oldHash,
      String newHash) {
    int updated =
        entityManager
            .createQuery(update)
            .setParameter("name", caller.name())
            .setParameter("oldHash", oldHash)
            .setParameter("newHash", newHash)
            .executeUpdate();
    // With the stamp of the new hash. If the password was changed meanwhile, the old stamp stays:
    // the caller has not shown the new password, and the session ends.
    return updated == 0 ? caller : find(entityManager, caller.name()).orElse(caller);
  }
}
