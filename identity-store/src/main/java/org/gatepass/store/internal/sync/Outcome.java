// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import java.util.List;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.sync.SyncProblem.Reason;

/**
 * The outcome of an entry, planned or stored.
 *
 * @param wanted the entry
 * @param kind what happens to the account
 * @param covered the ids of the accounts that do not count as missing in the export
 * @param problems why the entry is not stored, or not completely
 * @param changes the change of the cached caller, if there is one
 */
record Outcome(
    WantedAccount wanted,
    Kind kind,
    List<String> covered,
    List<Reason> problems,
    List<Change> changes) {

  enum Kind {
    CREATED,
    CHANGED,
    DEACTIVATED,
    UNCHANGED,
    REJECTED,
    /** Another transaction has changed the account, so that its row is not locked. */
    OVERTAKEN
  }

  /** A rejected entry of a person who has left must not keep an account active: covers none. */
  static Outcome rejected(WantedAccount wanted, Reason reason, List<UserAccount> covered) {
    List<String> ids = wanted.isActive() ? ids(covered) : List.of();
    return new Outcome(wanted, Kind.REJECTED, ids, List.of(reason), List.of());
  }

  static Outcome of(WantedAccount wanted, Kind kind, UserAccount account, List<Reason> problems) {
    return new Outcome(wanted, kind, ids(List.of(account)), problems, List.of());
  }

  Outcome with(List<Change> changes) {
    return new Outcome(wanted, kind, covered, problems, changes);
  }

  Outcome overtaken() {
    return new Outcome(wanted, Kind.OVERTAKEN, covered, List.of(), List.of());
  }

  /** Whether the account must be written. */
  boolean isPending() {
    return kind == Kind.CREATED || kind == Kind.CHANGED || kind == Kind.DEACTIVATED;
  }

  private static List<String> ids(List<UserAccount> accounts) {
    return accounts.stream().map(AccountInternals::id).toList();
  }
}
