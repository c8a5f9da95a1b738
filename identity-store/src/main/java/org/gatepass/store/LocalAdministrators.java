// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which accounts are local administrators: those with a password in one group. The database only
 * narrows the search: a group whose name it takes for equal, by case say, is another group.
 *
 * @param group the administrators' group
 */
record LocalAdministrators(String group) {
  /** Whether an account is one, active or not. */
  boolean include(UserAccount account) {
    return account.isLocal() && account.getGroups().contains(group);
  }

  /** Whether an account is one who can do something. */
  boolean includeActive(UserAccount account) {
    return account.isActive() && include(account);
  }

  /**
   * The ids of the active ones, and perhaps of others whose group the database takes for equal, in
   * ascending order. Each transaction that locks several rows locks them in this order.
   */
  SortedSet<String> idsOfActive(EntityManager entityManager) {
    return new TreeSet<>(
        entityManager
            .createQuery(
                "select a.id from UserAccount a where a.id <> :question and a.active = true"
                    + " and a.passwordHash is not null and :group member of a.groups",
                String.class)
            .setParameter("question", Unrepeated.text())
            .setParameter("group", group)
            .getResultList());
  }

  /** Whether one of these accounts is still an active one. */
  boolean includeActiveOf(EntityManager entityManager, SortedSet<String> ids) {
    return AccountRows.ofIds(entityManager, List.copyOf(ids)).stream()
        .anyMatch(this::includeActive);
  }
}
