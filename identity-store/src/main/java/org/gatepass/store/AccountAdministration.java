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
 * Changes accounts on behalf of one caller, and protects the local administrators: the accounts
 * that have a password and belong to the administrators' group. They are the recovery access when
 * the proxy, or the administration of its users, can't be trusted. Two rules hold:
 *
 * <ul>
 *   <li>only a caller who has logged in by password may change, delete or create a local
 *       administrator, in one step or in several;
 *   <li>the last active local administrator stays, even when several callers change accounts at the
 *       same time.
 * </ul>
 *
 * <p>The application checks by the container's roles whether the caller may administer accounts at
 * all. Each method runs in a transaction of its own, and checks the rules within that transaction.
 * Safe for use by many threads.
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
   * Whether the caller may change or delete an account in its present state.
   *
   * @param account the account
   * @return false for a local administrator, unless the caller has logged in by password
   */
  public boolean mayTouch(UserAccount account) {
    return gavePassword || !localAdministrators.include(account);
  }

  /**
   * Stores a new account.
   *
   * @param account the account
   * @throws AdministrationRejectedException if the caller may not create the account, an account of
   *     its name exists, or the database is read-only
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
      // Another caller may have taken the name meanwhile; the exception differs by provider.
      if (database.read(entityManager -> isTaken(entityManager, account.getName()))) {
        throw new AdministrationRejectedException(Reason.NAME_TAKEN);
      }
      throw failed;
    }
  }

  /**
   * Changes an account. If the change ends remembered logins, {@link CallerRevoked} is fired after
   * the commit.
   *
   * @param name the caller name, compared exactly
   * @param change changes the account within the transaction; an exception rolls the change back
   * @return the changed account, or empty when no account has this name
   * @throws AdministrationRejectedException if the caller may not change the account as it was or
   *     as it would become, if the change would take away the last active local administrator, or
   *     if the database is read-only
   */
  public Optional<UserAccount> change(String name, Consumer<UserAccount> change) {
    return guarded(name, (entityManager, account) -> change.accept(account));
  }

  /**
   * Deletes an account with its groups. {@link CallerRevoked} is fired after the commit.
   *
   * @param name the caller name, compared exactly
   * @return true if an account of this name existed
   * @throws AdministrationRejectedException if the caller may not delete the account, if it is the
   *     last active local administrator, or if the database is read-only
   */
  public boolean delete(String name) {
    return guarded(name, (entityManager, account) -> entityManager.remove(account)).isPresent();
  }

  /** Whether this name, or one that the database treats as equal, is taken. */
  private static boolean isTaken(EntityManager entityManager, String name) {
    return !AccountRows.equalTo(entityManager, name).isEmpty();
  }

  private Optional<UserAccount> find(String name) {
    return database.read(entityManager -> AccountRows.find(entityManager, name));
  }

  /**
   * Works on an account whose row is locked. For an active local administrator, the rows of all
   * other active local administrators are locked too: of two transactions that each take one away,
   * the second reads the result of the first. Work on an account that became a local administrator
   * between the read and the lock is rejected.
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

  /** Does the work within the rules, and returns whether it has ended remembered logins. */
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
