// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks for accounts.
 *
 * @param text what name, e-mail address or display name contains, in any case; empty for all
 * @param localGroup the group of the local accounts that are looked for, or null for all accounts
 */
record AccountSearch(String text, @Nullable String localGroup) {
  /**
   * A page in the order of names. Its keys come first, and then its accounts with their groups at
   * once: a page of joined rows would be cut in memory by Hibernate, and without the join each
   * account's groups would cost a query.
   */
  List<UserAccount> page(EntityManager entityManager, int offset, int limit) {
    List<String> ids =
        query(entityManager, "select a.id", " order by a.name", String.class)
            .setFirstResult(offset)
            .setMaxResults(limit)
            .getResultList();
    if (ids.isEmpty()) {
      return List.of();
    }
    return entityManager
        .createQuery(
            "select a from UserAccount a left join fetch a.groups where a.id in :ids"
                + " order by a.name",
            UserAccount.class)
        .setParameter("ids", ids)
        .getResultStream()
        // EclipseLink gives an account once for each of its groups.
        .distinct()
        .toList();
  }

  long count(EntityManager entityManager) {
    return query(entityManager, "select count(a)", "", Long.class).getSingleResult();
  }

  private <T> TypedQuery<T> query(
      EntityManager entityManager, String select, String order, Class<T> type) {
    String where = " where 1 = 1";
    if (!text.isEmpty()) {
      where +=
          " and (lower(a.name) like :text escape '!' or lower(a.email) like :text escape '!'"
              + " or lower(a.displayName) like :text escape '!')";
    }
    if (localGroup != null) {
      where += " and a.passwordHash is not null and :group member of a.groups";
    }
    TypedQuery<T> query =
        entityManager.createQuery(select + " from UserAccount a" + where + order, type);
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
