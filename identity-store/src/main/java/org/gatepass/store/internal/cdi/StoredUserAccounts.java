// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;
import org.gatepass.store.admin.AccountAdministration;
import org.gatepass.store.admin.AccountAdministrations;
import org.gatepass.store.internal.account.AccountDatabase;
import org.gatepass.store.internal.account.AccountRename;
import org.gatepass.store.internal.account.AccountRows;
import org.gatepass.store.internal.account.AccountSearch;
import org.gatepass.store.internal.account.ChangedAccount;
import org.gatepass.store.internal.account.GuardedAdministration;
import org.gatepass.store.internal.password.PasswordHashes;

/**
 * The bean of {@link UserAccounts} and {@link AccountAdministrations}. {@link StoreExtension} adds
 * it if a store uses {@link UserAccount} rows.
 */
public class StoredUserAccounts implements UserAccounts, AccountAdministrations {
  /** For the container. */
  public StoredUserAccounts() {}

  @Override
  public Optional<UserAccount> find(String name) {
    return database().read(entityManager -> AccountRows.find(entityManager, name));
  }

  @Override
  public List<UserAccount> list(String search, int offset, int limit) {
    return page(new AccountSearch(search, null), offset, limit);
  }

  @Override
  public long count(String search) {
    return count(new AccountSearch(search, null));
  }

  @Override
  public List<UserAccount> listLocal(String group, String search, int offset, int limit) {
    return page(new AccountSearch(search, group), offset, limit);
  }

  @Override
  public long countLocal(String group, String search) {
    return count(new AccountSearch(search, group));
  }

  @Override
  public void create(UserAccount account) {
    database()
        .note(
            entityManager -> {
              entityManager.persist(account);
              return account;
            });
  }

  @Override
  public boolean createIfAbsent(UserAccount account) {
    return database().insertIfAbsent(account);
  }

  @Override
  public Optional<UserAccount> change(String name, Consumer<UserAccount> change) {
    return work(name, (entityManager, account) -> change.accept(account))
        .map(ChangedAccount::account);
  }

  @Override
  public Optional<UserAccount> rename(String name, String newName) {
    return work(
            name, (entityManager, account) -> AccountRename.rename(entityManager, account, newName))
        .map(ChangedAccount::account);
  }

  @Override
  public boolean delete(String name) {
    return work(name, EntityManager::remove).isPresent();
  }

  @Override
  public Optional<Map<String, Object>> export(String name) {
    return database().export(name);
  }

  private static Optional<ChangedAccount> work(
      String name, BiConsumer<EntityManager, UserAccount> work) {
    Optional<ChangedAccount> changed =
        database()
            .change(
                entityManager ->
                    AccountRows.lock(entityManager, name)
                        .map(
                            account ->
                                ChangedAccount.by(
                                    entityManager,
                                    account,
                                    () -> work.accept(entityManager, account))),
                ChangedAccount::changes);
    ChangedAccount.events(changed).forEach(Events::fire);
    return changed;
  }

  @Override
  public void setPassword(UserAccount account, char[] password) {
    account.setPasswordHash(hash(password));
  }

  @Override
  public String hash(char[] password) {
    return new PasswordHashes(StoreExtension.ofThisApplication().accountOptions().passwordCost())
        .hash(password);
  }

  @Override
  public AccountAdministration by(RemoteUserPrincipal caller, String administratorsGroup) {
    return new GuardedAdministration(database(), caller, administratorsGroup, Events::fire);
  }

  private static List<UserAccount> page(AccountSearch search, int offset, int limit) {
    return database().read(entityManager -> search.page(entityManager, offset, limit));
  }

  private static long count(AccountSearch search) {
    return database().read(search::count);
  }

  private static AccountDatabase database() {
    return StoreExtension.ofThisApplication().directories().accounts().orElseThrow().database();
  }
}
