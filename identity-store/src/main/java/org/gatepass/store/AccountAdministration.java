// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gatepass.AuthenticatedBy;
import org.gatepass.CallerRevoked;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.AdministrationRejectedException.Reason;

/**
 * Accounts, as one caller may administer them. It guards the local administrators: the accounts
 * that have a password and are in the administrators' group. They are the way back in when the
 * proxy, or whoever commands its users, can't be relied on; so
 *
 * <ul>
 *   <li>only a caller who has given a password may touch one in any way, or make one, be it in one
 *       step or in several;
 *   <li>the last active one stays: whatever is done, and however many do it at the same time, one
 *       is left.
 * </ul>
 *
 * <p>Whether the caller may administer accounts at all is for the application to ask, by the
 * container's roles. Each method works in a transaction of its own, in which the rules are checked
 * too. Safe for use by many threads.
 *
 * <pre>{@code
 * accounts.administration(caller, "administrator").change("alice", account -> account.setActive(false));
 * }</pre>
 */
public final class AccountAdministration {
  private final AccountDatabase database;
  private final LocalAdministrators localAdministrators;
  private final boolean gavePassword;

  AccountAdministration(
      AccountDatabase database, RemoteUserPrincipal caller, String administratorsGroup) {
    this.database = database;
    localAdministrators = new LocalAdministrators(administratorsGroup);
    gavePassword = caller.authenticatedBy() == AuthenticatedBy.PASSWORD;
  }

  /**
   * Whether the caller may touch an account, as it is now.
   *
   * @param account the account
   * @return false for a local administrator, unless the caller has given a password
   */
  public boolean mayTouch(UserAccount account) {
    return gavePassword || !localAdministrators.include(account);
  }

  /**
   * Stores a new account.
   *
   * @param account the account
   * @throws AdministrationRejectedException if the caller may not make it, there is one of its
   *     name, or the database is read-only
   */
  public void create(UserAccount account) {
    rejectUnlessTouchable(account);
    try {
      database.note(
          entityManager -> {
            if (isTaken(entityManager, account.getName())) {
              throw new AdministrationRejectedException(Reason.NAME_TAKEN);
            }
            entityManager.persist(account);
            return account;
          });
    } catch (AdministrationRejectedException rejected) {
      throw rejected;
    } catch (RuntimeException failed) {
      rejectIfReadOnly(failed);
      // Somebody else may have created one of this name meanwhile; providers say so differently.
      if (database.read(entityManager -> isTaken(entityManager, account.getName()))) {
        throw new AdministrationRejectedException(Reason.NAME_TAKEN);
      }
      throw failed;
    }
  }

  /**
   * Changes an account. When that ends remembered logins, {@link CallerRevoked} is fired once it is
   * committed.
   *
   * @param name the caller name, compared exactly
   * @param change what to do to the account; what it throws undoes it
   * @return the account as it is then, or empty when there is none of this name
   * @throws AdministrationRejectedException if the caller may not touch the account as it was or as
   *     it would be, if it is the last active local administrator and would be none, or if the
   *     database is read-only
   */
  public Optional<UserAccount> change(String name, Consumer<UserAccount> change) {
    return guarded(name, (entityManager, account) -> change.accept(account));
  }

  /**
   * Deletes an account, with its groups. {@link CallerRevoked} is fired once that is committed.
   *
   * @param name the caller name, compared exactly
   * @return whether there was one of this name
   * @throws AdministrationRejectedException if the caller may not touch the account, if it is the
   *     last active local administrator, or if the database is read-only
   */
  public boolean delete(String name) {
    return guarded(name, (entityManager, account) -> entityManager.remove(account)).isPresent();
  }

  /** Whether the database would not take a new account of this name. */
  private static boolean isTaken(EntityManager entityManager, String name) {
    return !AccountRows.equalTo(entityManager, name).isEmpty();
  }

  private Optional<UserAccount> find(String name) {
    return database.read(entityManager -> AccountRows.find(entityManager, name));
  }

  /**
   * Works on an account whose row is locked, and those of the other active local administrators
   * when it is one of them. Whoever wants to take one away must lock all that were there: the
   * second of two sees what the first has done. An account that becomes one between the look and
   * the lock is rejected rather than the last one lost.
   */
  private Optional<UserAccount> guarded(String name, BiConsumer<EntityManager, UserAccount> work) {
    Optional<UserAccount> known = find(name);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    String id = known.get().id();
    SortedSet<String> locked = new TreeSet<>();
    if (localAdministrators.includeActive(known.get())) {
      locked.addAll(database.read(localAdministrators::idsOfActive));
    }
    locked.add(id);
    AtomicBoolean revoked = new AtomicBoolean();
    Optional<UserAccount> done;
    try {
      done =
          database.change(
              entityManager -> {
                locked.forEach(row -> AccountRows.lockId(entityManager, row));
                Optional<UserAccount> account =
                    AccountRows.find(entityManager, name).filter(found -> found.id().equals(id));
                account.ifPresent(found -> revoked.set(work(entityManager, found, work, locked)));
                return account;
              });
    } catch (RuntimeException failed) {
      rejectIfReadOnly(failed);
      throw failed;
    }
    if (revoked.get()) {
      Events.fire(new CallerRevoked(name));
    }
    return done;
  }

  private static void rejectIfReadOnly(RuntimeException failed) {
    if (SqlFailure.isReadOnly(failed)) {
      throw new AdministrationRejectedException(Reason.READ_ONLY_DATABASE, failed);
    }
  }

  /** Does the work within the rules, and tells whether it has ended remembered logins. */
  private boolean work(
      EntityManager entityManager,
      UserAccount account,
      BiConsumer<EntityManager, UserAccount> work,
      SortedSet<String> locked) {
    rejectUnlessTouchable(account);
    String stamp = account.securityStamp();
    boolean wasOne = localAdministrators.includeActive(account);
    work.accept(entityManager, account);
    boolean isOne = false;
    boolean isThere = entityManager.contains(account);
    if (isThere) {
      rejectUnlessTouchable(account);
      isOne = localAdministrators.includeActive(account);
    }
    if (wasOne && !isOne) {
      SortedSet<String> others = new TreeSet<>(locked);
      others.remove(account.id());
      if (!localAdministrators.includeActiveOf(entityManager, others)) {
        throw new AdministrationRejectedException(Reason.LAST_LOCAL_ADMINISTRATOR);
      }
    }
    return !isThere || !account.securityStamp().equals(stamp);
  }

  private void rejectUnlessTouchable(UserAccount account) {
    if (!mayTouch(account)) {
      throw new AdministrationRejectedException(Reason.LOCAL_ADMINISTRATOR);
    }
  }
}
