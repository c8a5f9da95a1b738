// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatepass.store.AccountChange;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.jpa.Unrepeated;

/**
 * Removes the names of deleted accounts from the earlier {@link AccountChange} rows. The rows stay,
 * so that the chain has no gap: with the row of the deletion, each node still drops the account.
 */
final class DeletedNames {
  /**
   * The name that no account has. If the database stores it as null, each node drops all accounts.
   */
  private static final String NO_NAME = "";

  private DeletedNames() {}

  /**
   * Removes the names in the current transaction, which has raised the revision and has not listed
   * its own changes yet. With the lock on the revision, no other change waits for these rows.
   *
   * @param changes the changes of the transaction
   */
  static void clear(EntityManager entityManager, List<Change> changes) {
    Set<String> names =
        changes.stream()
            .filter(change -> change.kind() == Change.Kind.DELETED)
            .map(Change::name)
            .collect(Collectors.toUnmodifiableSet());
    List<Long> revisions = new ArrayList<>();
    for (List<String> some : AccountRows.parts(List.copyOf(names))) {
      entityManager
          .createQuery(
              "select c.revision, c.name from AccountChange c"
                  + " where c.name in :names and c.revision <> :question",
              Object[].class)
          .setParameter("names", some)
          .setParameter("question", (long) Unrepeated.number())
          .getResultStream()
          // The database may treat the name of another account as equal.
          .filter(row -> names.contains((String) row[1]))
          .forEach(row -> revisions.add(((Number) row[0]).longValue()));
    }
    for (List<Long> some : AccountRows.parts(revisions)) {
      entityManager
          .createQuery(
              "update AccountChange c set c.name = :name, c.kind = :kind"
                  + " where c.revision in :revisions")
          .setParameter("name", NO_NAME)
          .setParameter("kind", Change.Kind.OTHER.name())
          .setParameter("revisions", some)
          .executeUpdate();
    }
  }
}
