// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.account.AccountRows;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that the entries of a batch name, by their names or their stable ids. Java compares
 * both character by character. If the database treats different texts as equal, one further query
 * for each name or id finds their owner.
 */
final class LoadedAccounts {
  private final EntityManager entityManager;
  private final Map<String, UserAccount> byName = new HashMap<>();
  private final Map<String, UserAccount> byStableId = new HashMap<>();
  private final Map<String, UserAccount> byId = new HashMap<>();
  private final boolean equalNames;
  private final boolean equalIds;

  private LoadedAccounts(
      EntityManager entityManager,
      Set<String> names,
      Set<String> ids,
      List<UserAccount> named,
      List<UserAccount> bound) {
    this.entityManager = entityManager;
    Stream.concat(named.stream(), bound.stream())
        .forEach(
            loaded -> {
              UserAccount account = byId.computeIfAbsent(AccountInternals.id(loaded), id -> loaded);
              byName.put(account.getName(), account);
              String id = account.getStableId();
              if (id != null) {
                byStableId.put(id, account);
              }
            });
    equalNames = named.stream().anyMatch(account -> !names.contains(account.getName()));
    equalIds = bound.stream().anyMatch(account -> !ids.contains(account.getStableId()));
  }

  static LoadedAccounts of(EntityManager entityManager, List<WantedAccount> entries) {
    Set<String> names =
        entries.stream()
            .filter(WantedAccount::hasReadableName)
            .map(WantedAccount::name)
            .collect(Collectors.toSet());
    Set<String> ids =
        entries.stream()
            .filter(WantedAccount::hasStableIdOrNone)
            .map(WantedAccount::stableId)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .collect(Collectors.toSet());
    List<UserAccount> named = AccountRows.ofNames(entityManager, List.copyOf(names));
    // Most accounts have the name and the id of their entry: no second query reads them.
    Set<String> others = new HashSet<>(ids);
    named.forEach(account -> others.remove(account.getStableId()));
    List<UserAccount> bound = AccountRows.ofStableIds(entityManager, List.copyOf(others));
    return new LoadedAccounts(entityManager, names, ids, named, bound);
  }

  Optional<UserAccount> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<UserAccount> boundTo(@Nullable String id) {
    return Optional.ofNullable(id).map(byStableId::get);
  }

  /** The account of a primary key, which must be among them. */
  UserAccount of(String primaryKey) {
    return Objects.requireNonNull(byId.get(primaryKey));
  }

  /** Whether the database treats the name of another account as equal. */
  boolean isNameOfAnother(String name, @Nullable UserAccount account) {
    return equalNames && isOfAnother(AccountRows.equalTo(entityManager, name), account);
  }

  /** Whether the database treats the stable id of another account as equal. */
  boolean isIdOfAnother(@Nullable String id, @Nullable UserAccount account) {
    return equalIds
        && id != null
        && isOfAnother(AccountRows.ofStableId(entityManager, id), account);
  }

  private static boolean isOfAnother(List<UserAccount> found, @Nullable UserAccount account) {
    return found.stream()
        .anyMatch(
            each ->
                account == null || !AccountInternals.id(each).equals(AccountInternals.id(account)));
  }
}
