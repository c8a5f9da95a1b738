// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.jpa.Unrepeated;

/**
 * Reads and locks {@link UserAccount} rows. A database may treat different names as equal, for
 * example by case; this class compares the name of a row character by character. One query reads a
 * row with its groups. Each query has a new parameter, see {@link Unrepeated}.
 */
public final class AccountRows {
  /** Databases limit the number of parameters, Oracle to 1,000. */
  private static final int MAX_PARAMETERS = 500;

  private static final String WITH_GROUPS =
      "select a from UserAccount a left join fetch a.groups where a.id <> :question and ";

  private AccountRows() {}

  /** The accounts whose names the database treats as equal to a name. */
  public static List<UserAccount> equalTo(EntityManager entityManager, String name) {
    return rows(
        entityManager
            .createQuery(WITH_GROUPS + "a.name = :name", UserAccount.class)
            .setParameter("name", name));
  }

  /**
   * The accounts whose stable ids the database treats as equal to an id. The query does not flush
   * the transaction: it finds the owner of the id before the unique index rejects a second account.
   */
  public static List<UserAccount> ofStableId(EntityManager entityManager, String id) {
    return rows(
        entityManager
            .createQuery(WITH_GROUPS + "a.stableId = :stableId", UserAccount.class)
            .setParameter("stableId", id)
            .setFlushMode(FlushModeType.COMMIT));
  }

  /** The account of exactly this name. */
  public static Optional<UserAccount> find(EntityManager entityManager, String name) {
    return exactly(name, equalTo(entityManager, name));
  }

  /** The account of exactly this name, locked: other transactions that change it wait. */
  public static Optional<UserAccount> lock(EntityManager entityManager, String name) {
    return exactly(name, lockEqualTo(entityManager, name));
  }

  /**
   * The accounts whose names the database treats as equal to a name, locked. The lock is an update
   * that changes nothing: providers and databases differ in "for update", and some reject it in a
   * query that reads the groups. If the update finds no row, another transaction has renamed or
   * deleted the account: a row that has the name now is another account, and is not locked. The ids
   * are read before, because MariaDB searches the name again after it has waited for a lock.
   */
  static List<UserAccount> lockEqualTo(EntityManager entityManager, String name) {
    return lockEqualTo(entityManager, name, Map.of());
  }

  /**
   * Locks like {@link #lockEqualTo(EntityManager, String)}, and fails after {@link
   * RevisionRow#REQUEST_MILLIS}.
   */
  static List<UserAccount> lockEqualToInTime(EntityManager entityManager, String name) {
    return lockEqualTo(
        entityManager, name, Map.of(RevisionRow.TIMEOUT, RevisionRow.REQUEST_MILLIS));
  }

  private static List<UserAccount> lockEqualTo(
      EntityManager entityManager, String name, Map<String, Object> hints) {
    List<String> ids =
        entityManager
            .createQuery(
                "select a.id from UserAccount a where a.name = :name and a.id <> :question",
                String.class)
            .setParameter("name", name)
            .setParameter("question", Unrepeated.text())
            .getResultList();
    if (ids.isEmpty()) {
      return List.of();
    }
    Query lock =
        entityManager
            .createQuery(
                "update UserAccount a set a.securityStamp = a.securityStamp"
                    + " where a.name = :name and a.id in :ids")
            .setParameter("name", name)
            .setParameter("ids", ids);
    hints.forEach(lock::setHint);
    return lock.executeUpdate() == 0 ? List.of() : equalTo(entityManager, name);
  }

  /** Locks the row of an id, with such an update. */
  static void lockId(EntityManager entityManager, String id) {
    entityManager
        .createQuery("update UserAccount a set a.securityStamp = a.securityStamp where a.id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  /**
   * Locks the rows of many ids, with such updates. Each fails after {@link
   * RevisionRow#REQUEST_MILLIS}: meanwhile the transaction keeps the rows before locked.
   */
  public static void lockIds(EntityManager entityManager, SortedSet<String> ids) {
    for (List<String> part : parts(List.copyOf(ids))) {
      entityManager
          .createQuery(
              "update UserAccount a set a.securityStamp = a.securityStamp where a.id in :ids")
          .setHint(RevisionRow.TIMEOUT, RevisionRow.REQUEST_MILLIS)
          .setParameter("ids", part)
          .executeUpdate();
    }
  }

  /** The id of the account of exactly this name. */
  static Optional<String> idOf(EntityManager entityManager, String name) {
    return find(entityManager, name).map(AccountInternals::id);
  }

  /** The values of an account that the stores use. */
  public static KnownCaller known(UserAccount account) {
    return new KnownCaller(
        account.getName(),
        account.isActive(),
        account.isLoginByHeader(),
        account.isLocal(),
        AccountInternals.passwordHash(account),
        account.isPasswordChangeRequired(),
        account.getGroups(),
        account.getEmail(),
        account.getDisplayName(),
        account.getStableId(),
        AccountInternals.securityStamp(account),
        account.lastLogin().orElse(null),
        LoginTimes.of(
            account.getLockedUntil(), account.getExpiresAt(), account.getPasswordExpiresAt()));
  }

  private static Optional<UserAccount> exactly(String name, List<UserAccount> rows) {
    return rows.stream().filter(account -> account.getName().equals(name)).findFirst();
  }

  /** The accounts of these ids, in any order. */
  public static List<UserAccount> ofIds(EntityManager entityManager, List<String> ids) {
    return among(entityManager, "a.id", ids);
  }

  /** The accounts whose names the database treats as equal to one of these, in any order. */
  public static List<UserAccount> ofNames(EntityManager entityManager, List<String> names) {
    return among(entityManager, "a.name", names);
  }

  /** The accounts whose stable ids the database treats as equal to one of these, in any order. */
  public static List<UserAccount> ofStableIds(EntityManager entityManager, List<String> ids) {
    return among(entityManager, "a.stableId", ids);
  }

  private static List<UserAccount> among(
      EntityManager entityManager, String path, List<String> values) {
    List<UserAccount> found = new ArrayList<>();
    for (List<String> part : parts(values)) {
      found.addAll(
          rows(
              entityManager
                  .createQuery(WITH_GROUPS + path + " in :values", UserAccount.class)
                  .setParameter("values", part)));
    }
    return found;
  }

  /** The values in parts that a query can have as parameters. */
  static <T> List<List<T>> parts(List<T> values) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < values.size(); from += MAX_PARAMETERS) {
      parts.add(values.subList(from, Math.min(values.size(), from + MAX_PARAMETERS)));
    }
    return parts;
  }

  private static List<UserAccount> rows(TypedQuery<UserAccount> query) {
    return query
        .setParameter("question", Unrepeated.text())
        // A provider's shared cache lacks the changes of other nodes.
        .setHint("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS)
        // No stream: Hibernate's would split the groups of an account whose rows are not adjacent.
        .getResultList()
        .stream()
        // EclipseLink returns an account once for each of its groups.
        .distinct()
        .toList();
  }
}
