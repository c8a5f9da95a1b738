// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.sync.DirectoryEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an export, without the values that an account cannot store.
 *
 * @param entry the entry with fit values; its name and its stable id are unchecked
 * @param leavesOut whether the export has further values for the account
 */
record WantedAccount(DirectoryEntry entry, boolean leavesOut) {
  private static final int MAX_NAME = 255;

  static WantedAccount of(DirectoryEntry exported) {
    Set<String> exportedGroups = exported.groups();
    Set<String> groups =
        exportedGroups == null
            ? null
            : exportedGroups.stream()
                .filter(group -> !group.isEmpty() && isText(group, MAX_NAME))
                .collect(Collectors.toUnmodifiableSet());
    String displayName = textOrNull(exported.displayName(), AccountInternals.MAX_DISPLAY_NAME);
    String email = textOrNull(exported.email(), AccountInternals.MAX_EMAIL);
    DirectoryEntry fit =
        new DirectoryEntry(
            exported.name(), exported.active(), groups, displayName, email, exported.stableId());
    return new WantedAccount(fit, !fit.equals(exported));
  }

  /** The name and the state alone, when the database has rejected the other values. */
  WantedAccount withoutValues() {
    return new WantedAccount(DirectoryEntry.of(name(), isActive()).withStableId(stableId()), true);
  }

  /** The same with the groups of an account after the synchronisation, but one. */
  WantedAccount withoutGroup(UserAccount account, String group) {
    Set<String> others = new HashSet<>(groupsOf(account));
    others.remove(group);
    return new WantedAccount(entry.withGroups(others), true);
  }

  String name() {
    return entry.name();
  }

  boolean isActive() {
    return entry.active();
  }

  @Nullable String stableId() {
    return entry.stableId();
  }

  /** Whether a query can look the name up. */
  boolean hasReadableName() {
    return !name().isEmpty() && isText(name(), MAX_NAME);
  }

  boolean hasStableIdOrNone() {
    String id = stableId();
    return id == null || AccountInternals.isStableId(id);
  }

  /** The groups of an account after the synchronisation. */
  Set<String> groupsOf(UserAccount account) {
    Set<String> groups = entry.groups();
    return groups == null ? account.getGroups() : groups;
  }

  boolean differsFrom(UserAccount account) {
    return account.isActive() != isActive()
        || !account.getGroups().equals(groupsOf(account))
        || !Objects.equals(
            account.getDisplayName(), wanted(entry.displayName(), account.getDisplayName()))
        || !Objects.equals(account.getEmail(), wanted(entry.email(), account.getEmail()))
        || binds(account);
  }

  /** Whether the account gets the stable id. */
  boolean binds(UserAccount account) {
    return stableId() != null && account.getStableId() == null;
  }

  /** Changes an account. A binding keeps remembered logins, as at a first login. */
  void applyTo(UserAccount account) {
    account.setActive(isActive());
    account.setGroups(groupsOf(account));
    account.setDisplayName(wanted(entry.displayName(), account.getDisplayName()));
    account.setEmail(wanted(entry.email(), account.getEmail()));
    String id = stableId();
    if (id != null && binds(account)) {
      AccountInternals.bind(account, id);
    }
  }

  private static @Nullable String wanted(@Nullable String exported, @Nullable String present) {
    if (exported == null) {
      return present;
    }
    return exported.isEmpty() ? null : exported;
  }

  private static @Nullable String textOrNull(@Nullable String text, int maxLength) {
    return text == null || !isText(text, maxLength) ? null : text;
  }

  /** Whether a text fits into a column: PostgreSQL stores no null character, for example. */
  private static boolean isText(String text, int maxLength) {
    return text.length() <= maxLength
        && text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
