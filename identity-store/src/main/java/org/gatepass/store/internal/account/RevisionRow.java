// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import org.gatepass.store.AccountRevision;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.Unrepeated;
import org.jspecify.annotations.Nullable;

/**
 * Reads and raises the revision of the {@link UserAccount} rows. A persistence unit without the
 * entity {@link AccountRevision} has no revision. Safe for use by many threads.
 */
final class RevisionRow {
  private static final Logger LOG = System.getLogger(RevisionRow.class.getName());

  /** The number lasts for 8,000,000,000 changes. */
  private static final int MAX_STEP = 1 << 30;

  private final Database database;
  private volatile @Nullable Boolean mapped;

  RevisionRow(Database database) {
    this.database = database;
  }

  /** The committed revision, or null when there is none. */
  @Nullable Object read() {
    if (!isMapped()) {
      return null;
    }
    return database
        .readCommitted(
            entityManager ->
                entityManager
                    .createQuery(
                        "select r.revision from AccountRevision r where r.id = :id"
                            + " and r.id <> :question",
                        Long.class)
                    .setParameter("id", AccountRevision.ID)
                    .setParameter("question", Unrepeated.number())
                    .setHint("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS)
                    .getResultStream()
                    .findFirst())
        .orElse(null);
  }

  /**
   * Raises the revision as the last step of the current transaction, since transactions that change
   * other accounts wait from here to its end. The step is random: after the restore of an older
   * copy of the database, later changes reach no number that a node has read before.
   */
  void raise(EntityManager entityManager) {
    if (!isMapped()) {
      return;
    }
    entityManager.flush();
    long step = 1L + ThreadLocalRandom.current().nextInt(MAX_STEP);
    int raised =
        entityManager
            .createQuery(
                "update AccountRevision r set r.revision = r.revision + :step where r.id = :id")
            .setParameter("step", step)
            .setParameter("id", AccountRevision.ID)
            .executeUpdate();
    if (raised == 0) {
      // The migration creates the row; tables that a provider generated lack it.
      entityManager.persist(new AccountRevision(step));
    }
  }

  private boolean isMapped() {
    Boolean known = mapped;
    if (known == null) {
      known = find();
      mapped = known;
    }
    return known;
  }

  private boolean find() {
    try {
      database.factory().getMetamodel().entity(AccountRevision.class);
      return true;
    } catch (IllegalArgumentException notAnEntity) {
      LOG.log(
          Level.WARNING,
          "The persistence unit of the accounts lacks "
              + AccountRevision.class.getName()
              + ", so that each request queries the database: name that class in"
              + " persistence.xml, and run the migration V2__revision.sql");
      return false;
    }
  }
}
