// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one account as a directory exports it. The constructor accepts any text: {@link
 * DirectorySync} reports unfit values, so that one entry never ends a synchronisation. Immutable.
 *
 * <pre>{@code
 * DirectoryEntry.of("alice", true).withStableId("7f3c").withGroups(Set.of("user"));
 * }</pre>
 *
 * @param name the caller name, as the account stores it: the result of the application's {@link
 *     org.gatepass.CallerNameNormalizer} if there is one. Compared exactly
 * @param active whether the caller may log in
 * @param groups all groups of the account, each of 1 to 255 characters; null to keep those that the
 *     account has
 * @param displayName the name to show to people, of at most 255 characters; empty to remove it;
 *     null to keep the one that the account has
 * @param email the e-mail address, of at most 254 characters; empty to remove it; null to keep the
 *     one that the account has
 * @param stableId the stable id of the person, as the proxy sends it; null if the directory has
 *     none, or stable ids are not used
 */
public record DirectoryEntry(
    String name,
    boolean active,
    @Nullable Set<String> groups,
    @Nullable String displayName,
    @Nullable String email,
    @Nullable String stableId) {

  /**
   * Copies the groups.
   *
   * @param name the caller name
   * @param active whether the caller may log in
   * @param groups all groups of the account, or null
   * @param displayName the name to show to people, or null
   * @param email the e-mail address, or null
   * @param stableId the stable id of the person, or null
   */
  public DirectoryEntry {
    Objects.requireNonNull(name, "name");
    groups = groups == null ? null : Set.copyOf(groups);
  }

  /**
   * An entry that keeps groups, display name, e-mail address and stable id of the account.
   *
   * @param name the caller name
   * @param active whether the caller may log in
   * @return the entry
   */
  public static DirectoryEntry of(String name, boolean active) {
    return new DirectoryEntry(name, active, null, null, null, null);
  }

  /**
   * A copy with groups.
   *
   * @param groups all groups of the account
   * @return the copy
   */
  public DirectoryEntry withGroups(Set<String> groups) {
    return new DirectoryEntry(name, active, groups, displayName, email, stableId);
  }

  /**
   * A copy with a display name.
   *
   * @param displayName the name to show to people; empty to remove it; null to keep it
   * @return the copy
   */
  public DirectoryEntry withDisplayName(@Nullable String displayName) {
    return new DirectoryEntry(name, active, groups, displayName, email, stableId);
  }

  /**
   * A copy with an e-mail address.
   *
   * @param email the address; empty to remove it; null to keep it
   * @return the copy
   */
  public DirectoryEntry withEmail(@Nullable String email) {
    return new DirectoryEntry(name, active, groups, displayName, email, stableId);
  }

  /**
   * A copy with a stable id.
   *
   * @param stableId the stable id; null for none
   * @return the copy
   */
  public DirectoryEntry withStableId(@Nullable String stableId) {
    return new DirectoryEntry(name, active, groups, displayName, email, stableId);
  }

  /** The class and the state: the other values are personal data. */
  @Override
  public String toString() {
    return "DirectoryEntry " + (active ? "active" : "inactive");
  }
}
