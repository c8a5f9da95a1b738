// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.jpa.Unrepeated;
import org.jspecify.annotations.Nullable;

/**
 * A search for accounts.
 *
 * @param text a text that name, e-mail address or display name contains, in any case; empty for all
 * @param localGroup the group whose local accounts are searched, or null for all accounts
 */
public record AccountSearch(String text, @Nullable String localGroup) {
  /**
   * A page of accounts in the order of names. One query reads the keys, a second one the accounts
   * with their groups. Hibernate would read all joined rows and cut the page in memory; without the
   * join each account's groups would cost a query.
   */
  public List<UserAccount> page(EntityManager entityManager, int offset, int limit) {
    List<String> ids =
        localGroup == null
            ? query(entityManager, "select a.id", " order by a.name", String.class)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList()
            : idsOfLocal(entityManager).stream().skip(offset).limit(limit).toList();
    Map<String, UserAccount> accounts = new HashMap<>();
    AccountRows.ofIds(entityManager, ids)
        .forEach(account -> accounts.put(AccountInternals.id(account), account));
    // An account that was deleted meanwhile is missing.
    return ids.stream().map(accounts::get).filter(Objects::nonNull).toList();
  }

  /** The number of accounts that the search finds. */
  public long count(EntityManager entityManager) {
    return localGroup == null
        ? query(entityManager, "select count(a)", "", Long.class).getSingleResult()
        : idsOfLocal(entityManager).size();
  }

  /** Leaves out accounts whose group the database only treats as equal. */
  private List<String> idsOfLocal(EntityManager entityManager) {
    return query(entityManager, "select a.id, g", " order by a.name", Object[].class)
        .getResultStream()
        .filter(row -> row[1].equals(localGroup))
        .map(row -> (String) row[0])
        .toList();
  }

  private <T> TypedQuery<T> query(
      EntityManager entityManager, String select, String order, Class<T> type) {
    String from = " from UserAccount a";
    String where = " where a.id <> :question";
    if (!text.isEmpty()) {
      where +=
          " and (lower(a.name) like :text escape '!' or lower(a.email) like :text escape '!'"
              + " or lower(a.displayName) like :text escape '!')";
    }
    if (localGroup != null) {
      from += " join a.groups g";
      where += " and a.passwordHash is not null and g = :group";
    }
    TypedQuery<T> query =
        entityManager
            .createQuery(select + from + where + order, type)
            .setParameter("question", Unrepeated.text());
    if (!text.isEmpty()) {
      query.setParameter("text", "%" + escaped() + "%");
    }
    if (localGroup != null) {
      query.setParameter("group", localGroup);
    }
    return query;
  }

  private String escaped() {
    return text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
