// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import jakarta.persistence.CacheRetrieveMode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.internal.jpa.Database;
import org.jspecify.annotations.Nullable;

/**
 * The revision of an entity of the application's own, with the list of its changes. Safe for use by
 * many threads.
 *
 * @param database the persistence unit
 * @param revisionQuery the query for the greatest number in the list
 * @param changedSinceQuery the query for the number and the caller name of each change since a
 *     revision, the change with that number included
 */
public record EntityRevision(Database database, String revisionQuery, String changedSinceQuery)
    implements RevisionQuery {

  @Override
  public Result since(@Nullable Object known) {
    Result listed = known == null ? null : listed(known);
    return listed == null ? new Result(first(), null) : listed;
  }

  private @Nullable Object first() {
    Object revision = EntityDirectory.revision(database, revisionQuery);
    if (revision != null) {
      number(revision, EntityStatement.REVISION);
    }
    return revision;
  }

  /**
   * Reads the list.
   *
   * @return null if the list is too long, or lacks the known revision: rows have been deleted, or
   *     the database was restored
   */
  private @Nullable Result listed(Object known) {
    List<Object[]> rows =
        database.readCommitted(
            entityManager ->
                entityManager
                    .createQuery(changedSinceQuery, Object[].class)
                    .setParameter("revision", known)
                    .setHint(EntityDirectory.CACHE, CacheRetrieveMode.BYPASS)
                    .setMaxResults(MAX_CHANGES + 2)
                    .getResultList());
    if (rows.size() > MAX_CHANGES + 1) {
      return null;
    }
    long reached = number(known, EntityStatement.REVISION);
    Object latest = known;
    boolean isComplete = false;
    boolean isOfAll = false;
    List<Link> changes = new ArrayList<>();
    for (Object[] row : rows) {
      long number = number(row[0], EntityStatement.CHANGED_SINCE);
      isComplete |= number == reached;
      if (number <= reached) {
        continue;
      }
      if (number > number(latest, EntityStatement.CHANGED_SINCE)) {
        latest = row[0];
      }
      if (row[1] == null) {
        isOfAll = true;
      } else {
        // The list has no reasons, and connections of a caller must not outlive a revocation.
        changes.add(new Link(reached, number, name(row[1]), Change.Kind.REVOKED));
      }
    }
    changes.sort(Comparator.comparingLong(Link::revision));
    return isComplete ? new Result(latest, isOfAll ? null : changes) : null;
  }

  private static long number(@Nullable Object value, EntityStatement statement) {
    try {
      if (value instanceof Number number) {
        return new BigDecimal(number.toString()).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException notWhole) {
      throw new IllegalStateException(notWhole(value, statement), notWhole);
    }
    throw new IllegalStateException(notWhole(value, statement));
  }

  private static String notWhole(@Nullable Object value, EntityStatement statement) {
    return statement.attribute()
        + " selects "
        + (value == null ? "null" : "a " + value.getClass().getName())
        + " where a whole number of at most 64 bits is required";
  }

  private static String name(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalStateException(
        EntityStatement.CHANGED_SINCE.attribute()
            + " selects a "
            + value.getClass().getName()
            + " where a caller name is required");
  }
}
