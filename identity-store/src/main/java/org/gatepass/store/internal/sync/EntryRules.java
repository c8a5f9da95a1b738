// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.account.LocalAdministrators;
import org.gatepass.store.sync.SyncProblem.Reason;

/**
 * Plans the outcome of an entry for the accounts as they are. Writes nothing.
 *
 * @param administrators the local administrators, who are never changed
 * @param isCallerName whether a new account may have a name
 */
record EntryRules(LocalAdministrators administrators, Predicate<String> isCallerName) {

  /** Finds the account of an entry, and compares the two. */
  Outcome plan(WantedAccount wanted, LoadedAccounts accounts) {
    Optional<UserAccount> named = accounts.named(wanted.name());
    Optional<UserAccount> bound = accounts.boundTo(wanted.stableId());
    boolean isOtherName = bound.isPresent() && !bound.equals(named);
    if (isOtherName && !wanted.isActive()) {
      // The id identifies the person who has left, also with a name that is invalid or taken.
      return planned(wanted, bound.get(), List.of(Reason.OTHER_NAME));
    }
    if (!wanted.hasReadableName()) {
      return Outcome.rejected(wanted, Reason.INVALID_NAME, List.of());
    }
    if (!wanted.hasStableIdOrNone()) {
      return Outcome.rejected(wanted, Reason.INVALID_STABLE_ID, named.stream().toList());
    }
    if (isOtherName) {
      return otherName(wanted, named, bound.get(), accounts);
    }
    if (named.isEmpty()) {
      return created(wanted, accounts);
    }
    UserAccount account = named.get();
    if (bound.isEmpty() && wanted.stableId() != null && account.getStableId() != null) {
      // The account is another person's. If that person has left, the account is missing.
      return Outcome.rejected(wanted, Reason.WRONG_ID, List.of());
    }
    if (wanted.binds(account) && accounts.isIdOfAnother(wanted.stableId(), account)) {
      return Outcome.rejected(wanted, Reason.WRONG_ID, List.of(account));
    }
    return planned(wanted, account, List.of());
  }

  /** The stable id of an active entry belongs to an account of another name. */
  private Outcome otherName(
      WantedAccount wanted,
      Optional<UserAccount> named,
      UserAccount bound,
      LoadedAccounts accounts) {
    // A former name of the account is no obstacle.
    boolean isTaken =
        named.isPresent()
            ? !isFormerName(named.get())
            : accounts.isNameOfAnother(wanted.name(), bound);
    if (isTaken) {
      List<UserAccount> covered =
          named
              .filter(account -> account.getStableId() == null)
              .map(account -> List.of(bound, account))
              .orElse(List.of(bound));
      return Outcome.rejected(wanted, Reason.WRONG_ID, covered);
    }
    return planned(wanted, bound, List.of(Reason.OTHER_NAME));
  }

  private Outcome created(WantedAccount wanted, LoadedAccounts accounts) {
    if (accounts.isNameOfAnother(wanted.name(), null)) {
      return Outcome.rejected(wanted, Reason.NAME_TAKEN, List.of());
    }
    if (accounts.isIdOfAnother(wanted.stableId(), null)) {
      return Outcome.rejected(wanted, Reason.WRONG_ID, List.of());
    }
    if (!isCallerName.test(wanted.name())) {
      return Outcome.rejected(wanted, Reason.INVALID_NAME, List.of());
    }
    return new Outcome(
        wanted, Outcome.Kind.CREATED, List.of(), leftOut(wanted, List.of()), List.of());
  }

  private Outcome planned(WantedAccount wanted, UserAccount account, List<Reason> problems) {
    if (!account.isLoginByHeader()) {
      return kept(wanted, account, problems, Reason.HEADER_LOGIN_NOT_ALLOWED);
    }
    if (!wanted.differsFrom(account)) {
      return unchanged(wanted, account, problems);
    }
    if (administrators.include(account)) {
      return Outcome.rejected(wanted, Reason.LOCAL_ADMINISTRATOR, List.of(account));
    }
    if (account.isLocal() && !account.isActive()) {
      // The password may be that of a former person, or the reason of the deactivation.
      return kept(wanted, account, problems, Reason.INACTIVE_WITH_PASSWORD);
    }
    if (account.isLocal() && wanted.groupsOf(account).contains(administrators.group())) {
      return wanted.isActive()
          ? Outcome.rejected(wanted, Reason.LOCAL_ADMINISTRATOR, List.of(account))
          : changed(wanted.withoutGroup(account, administrators.group()), account, problems);
    }
    return changed(wanted, account, problems);
  }

  private static Outcome changed(WantedAccount wanted, UserAccount account, List<Reason> problems) {
    return Outcome.of(
        wanted,
        account.isActive() && !wanted.isActive() ? Outcome.Kind.DEACTIVATED : Outcome.Kind.CHANGED,
        account,
        leftOut(wanted, problems));
  }

  private static Outcome unchanged(
      WantedAccount wanted, UserAccount account, List<Reason> problems) {
    return Outcome.of(wanted, Outcome.Kind.UNCHANGED, account, leftOut(wanted, problems));
  }

  /** No entry changes the account. Only an active entry has a problem. */
  private static Outcome kept(
      WantedAccount wanted, UserAccount account, List<Reason> problems, Reason reason) {
    return wanted.isActive()
        ? Outcome.rejected(wanted, reason, List.of(account))
        : unchanged(wanted, account, problems);
  }

  /** Whether the account may keep a former name taken: a rename leaves such an account. */
  private static boolean isFormerName(UserAccount account) {
    return !account.isActive() && !account.isLoginByHeader();
  }

  private static List<Reason> leftOut(WantedAccount wanted, List<Reason> problems) {
    if (!wanted.leavesOut()) {
      return problems;
    }
    return problems.isEmpty()
        ? List.of(Reason.VALUE_LEFT_OUT)
        : List.of(problems.get(0), Reason.VALUE_LEFT_OUT);
  }
}
