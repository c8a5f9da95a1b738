// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.admin.AdministrationRejectedException;
import org.gatepass.store.admin.AdministrationRejectedException.Reason;
import org.gatepass.store.internal.jpa.SqlFailure;

/**
 * An administration that checks the rules about local administrators within the transaction of each
 * change. Safe for use by many threads.
 */
public final class GuardedAdministration implements AccountAdministration {
  private final AccountDatabase database;
  private final LocalAdministrators localAdministrators;
  private final boolean gavePassword;
  private final Consumer<Object> events;

  /**
   * Makes an administration.
   *
   * @param database the accounts
   * @param caller the caller who administers them
   * @param administratorsGroup the group of administrators
   * @param events fires events after the commit
   */
  public GuardedAdministration(
      AccountDatabase database,
      RemoteUserPrincipal caller,
      String administratorsGroup,
      Consumer<Object> events) {
    this.database = database;
    this.events = events;
    localAdministrators = new LocalAdministrators(administratorsGroup);
    gavePassword = caller.authenticatedBy() == AuthenticatedBy.PASSWORD;
  }

  @Override
  public boolean mayTouch(UserAccount account) {
    return gavePassword || !localAdministrators.include(account);
  }

  @Override
  public void create(UserAccount account) {
    rejectUnlessTouchable(account);
    Predicate<EntityManager> isTaken = names -> isTaken(names, account.getName());
    named(
        isTaken,
        () ->
            database.note(
                entityManager -> {
                  rejectIfTaken(isTaken, entityManager);
                  rejectIfIdTaken(entityManager, account);
                  entityManager.persist(account);
                  return account;
                }));
  }

  @Override
  public Optional<UserAccount> change(String name, Consumer<UserAccount> change) {
    return guarded(name, (entityManager, account) -> change.accept(account));
  }

  @Override
  public Optional<UserAccount> rename(String name, String newName) {
    Optional<String> id = find(name).map(AccountInternals::id);
    Predicate<EntityManager> isTaken = names -> isTakenByAnother(names, newName, id);
    return named(
        isTaken,
        () ->
            guarded(
                name,
                (entityManager, account) -> {
                  rejectIfTaken(isTaken, entityManager);
                  AccountRename.rename(entityManager, account, newName);
                }));
  }

  @Override
  public boolean delete(String name) {
    return guarded(name, (entityManager, account) -> entityManager.remove(account)).isPresent();
  }

  /** Whether this name, or one that the database treats as equal, is taken. */
  private static boolean isTaken(EntityManager entityManager, String name) {
    return !AccountRows.equalTo(entityManager, name).isEmpty();
  }

  /**
   * The same for an account that has an id already: the database may treat its names as equal, and
   * after a lost confirmation of the commit it has the new name.
   */
  private static boolean isTakenByAnother(
      EntityManager entityManager, String newName, Optional<String> id) {
    return AccountRows.equalTo(entityManager, newName).stream()
        .map(AccountInternals::id)
        .anyMatch(each -> !id.equals(Optional.of(each)));
  }

  private static void rejectIfTaken(Predicate<EntityManager> isTaken, EntityManager entityManager) {
    if (isTaken.test(entityManager)) {
      throw new AdministrationRejectedException(Reason.NAME_TAKEN);
    }
  }

  private static void rejectIfIdTaken(EntityManager entityManager, UserAccount account) {
    String id = account.getStableId();
    if (id != null
        && AccountRows.ofStableId(entityManager, id).stream()
            .map(AccountInternals::id)
            .anyMatch(each -> !each.equals(AccountInternals.id(account)))) {
      throw new AdministrationRejectedException(Reason.STABLE_ID_TAKEN);
    }
  }

  /** Gives a name to an account. Another caller may take the name meanwhile. */
  private <T> T named(Predicate<EntityManager> isTaken, Supplier<T> work) {
    try {
      return work.get();
    } catch (AdministrationRejectedException rejected) {
      throw rejected;
    } catch (RuntimeException failed) {
      rejectIfReadOnly(failed);
      // The exception for a name that is taken differs by provider.
      if (database.read(isTaken::test)) {
        throw new AdministrationRejectedException(Reason.NAME_TAKEN);
      }
      throw failed;
    }
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
    String id = AccountInternals.id(known.get());
    SortedSet<String> locked = new TreeSet<>();
    if (localAdministrators.includeActive(known.get())) {
      locked.addAll(database.read(localAdministrators::idsOfActive));
    }
    locked.add(id);
    Optional<ChangedAccount> done;
    try {
      done =
          database.change(
              entityManager -> {
                locked.forEach(row -> AccountRows.lockId(entityManager, row));
                return AccountRows.find(entityManager, name)
                    .filter(found -> AccountInternals.id(found).equals(id))
                    .map(found -> work(entityManager, found, work, locked));
              },
              ChangedAccount::changes);
    } catch (RuntimeException failed) {
      rejectIfReadOnly(failed);
      throw failed;
    }
    ChangedAccount.events(done).forEach(events);
    return done.map(ChangedAccount::account);
  }

  private static void rejectIfReadOnly(RuntimeException failed) {
    if (SqlFailure.isReadOnly(failed)) {
      throw new AdministrationRejectedException(Reason.READ_ONLY_DATABASE, failed);
    }
  }

  /**
   * Does the work within the rules. An active local administrator remains, and one whose account
   * and password have no end and who need not change the password, if there was one.
   */
  private ChangedAccount work(
      EntityManager entityManager,
      UserAccount account,
      BiConsumer<EntityManager, UserAccount> work,
      SortedSet<String> locked) {
    rejectUnlessTouchable(account);
    boolean wasActive = localAdministrators.includeActive(account);
    boolean wasReady = localAdministrators.includeReady(account);
    String idBefore = account.getStableId();
    ChangedAccount changed =
        ChangedAccount.by(entityManager, account, () -> work.accept(entityManager, account));
    boolean isActive = false;
    boolean isReady = false;
    if (entityManager.contains(account)) {
      rejectUnlessTouchable(account);
      if (!Objects.equals(idBefore, account.getStableId())) {
        rejectIfIdTaken(entityManager, account);
      }
      isActive = localAdministrators.includeActive(account);
      isReady = localAdministrators.includeReady(account);
    }
    boolean losesActive = wasActive && !isActive;
    boolean losesReady = wasReady && !isReady;
    if (losesActive || losesReady) {
      List<UserAccount> others = others(entityManager, account, locked);
      if ((losesActive && others.stream().noneMatch(localAdministrators::includeActive))
          || (losesReady && others.stream().noneMatch(localAdministrators::includeReady))) {
        throw new AdministrationRejectedException(Reason.LAST_LOCAL_ADMINISTRATOR);
      }
    }
    return changed;
  }

  /** The locked accounts without this one. */
  private static List<UserAccount> others(
      EntityManager entityManager, UserAccount account, SortedSet<String> locked) {
    SortedSet<String> others = new TreeSet<>(locked);
    others.remove(AccountInternals.id(account));
    return AccountRows.ofIds(entityManager, List.copyOf(others));
  }

  private void rejectUnlessTouchable(UserAccount account) {
    if (!mayTouch(account)) {
      throw new AdministrationRejectedException(Reason.LOCAL_ADMINISTRATOR);
    }
  }
}
