// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import jakarta.persistence.metamodel.Attribute;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.jpa.Unrepeated;

/**
 * Exports the data of one account. The attributes come from the metamodel, so that a new attribute
 * of {@link UserAccount} is exported.
 */
final class AccountExport {
  /** Attributes that protect the account, and do not describe a person. */
  private static final Set<String> LEFT_OUT = Set.of("passwordHash", "securityStamp", "version");

  /** Attributes whose columns have milliseconds since 1970. */
  private static final Set<String> TIMES = Set.of("lockedUntil", "expiresAt", "passwordExpiresAt");

  private AccountExport() {}

  /**
   * The data of the account of exactly this name.
   *
   * @param listing whether there is a list of changes
   */
  static Optional<Map<String, Object>> of(
      EntityManager entityManager, String name, boolean listing) {
    return AccountRows.find(entityManager, name)
        .map(
            account -> {
              Map<String, Object> data = columns(entityManager, AccountInternals.id(account));
              data.put("local", account.isLocal());
              data.put("groups", account.getGroups().stream().sorted().toList());
              data.put("changes", listing ? changes(entityManager, name) : List.of());
              return Collections.unmodifiableMap(data);
            });
  }

  private static Map<String, Object> columns(EntityManager entityManager, String id) {
    List<String> names =
        entityManager.getMetamodel().entity(UserAccount.class).getSingularAttributes().stream()
            .map(Attribute::getName)
            .filter(name -> !LEFT_OUT.contains(name))
            .toList();
    Object[] values =
        entityManager
            .createQuery(
                names.stream()
                    .map(name -> "a." + name)
                    .collect(
                        Collectors.joining(
                            ", ",
                            "select ",
                            " from UserAccount a where a.id = :id and a.id <> :question")),
                Object[].class)
            .setParameter("id", id)
            .setParameter("question", Unrepeated.text())
            .getSingleResult();
    Map<String, Object> columns = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        columns.put(names.get(i), plain(names.get(i), values[i]));
      }
    }
    return columns;
  }

  /** A time of type {@link LocalDateTime} is stored in UTC. */
  private static Object plain(String name, Object value) {
    if (TIMES.contains(name)) {
      return Instant.ofEpochMilli((Long) value);
    }
    return value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : value;
  }

  /** The listed changes of the account. An earlier account of the name ended with its deletion. */
  private static List<String> changes(EntityManager entityManager, String name) {
    List<String> kinds =
        entityManager
            .createQuery(
                "select c.kind, c.name from AccountChange c"
                    + " where c.name = :name and c.revision <> :question order by c.revision",
                Object[].class)
            .setParameter("name", name)
            .setParameter("question", (long) Unrepeated.number())
            .getResultStream()
            .filter(row -> name.equals(row[1]))
            .map(row -> (String) row[0])
            .toList();
    return kinds.subList(kinds.lastIndexOf(Change.Kind.DELETED.name()) + 1, kinds.size());
  }
}
