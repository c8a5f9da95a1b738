// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.CacheRetrieveMode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.gatepass.store.AccountChange;
import org.gatepass.store.AccountRevision;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.internal.freshness.Revocations;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.Unrepeated;
import org.jspecify.annotations.Nullable;

/**
 * Reads and raises the revision of the {@link UserAccount} rows, and the list of changes. A
 * persistence unit without the entity {@link AccountRevision} has no revision, and one without
 * {@link AccountChange} has no list. Safe for use by many threads.
 */
final class RevisionRow implements RevisionQuery {
  private static final Logger LOG = System.getLogger(RevisionRow.class.getName());

  /** The number lasts for 8,000,000,000 changes. */
  private static final int MAX_STEP = 1 << 30;

  /** At least this many changes stay when the list is swept. */
  private static final long MIN_KEPT = MAX_CHANGES;

  /** On average one change in this many sweeps the list. */
  private static final int SWEEP = 32;

  /**
   * More changes than this are inserted as entities, which providers can send in JDBC batches. This
   * costs one query, for the revision.
   */
  private static final int MAX_SINGLE = 16;

  /** The hint of the time that a statement may take (Jakarta Persistence, 3.10.9). */
  static final String TIMEOUT = "jakarta.persistence.query.timeout";

  /**
   * The time that a statement of a logout, of a change of the own password, of a binding to a
   * stable id, or of a synchronisation may wait for a locked row. The transaction of the thread
   * itself may hold the lock, and databases do not detect such a wait as a deadlock.
   */
  static final int REQUEST_MILLIS = 2_000;

  /**
   * One statement, so that databases read the revision and the changes at one moment. The result
   * includes the latest change, so that it has a row when nothing has changed. No outer join: with
   * EclipseLink one between entities without a relation gave no usable result.
   */
  private static final String WITH_CHANGES =
      "select r.revision, c.previous, c.revision, c.name, c.kind"
          + " from AccountRevision r, AccountChange c where r.id = :id and r.id <> :question"
          + " and (c.revision > :known or c.revision = (select max(d.revision) from AccountChange d))";

  private final Database database;
  private final ChangeInsert inserts = new ChangeInsert();
  private volatile @Nullable Boolean mapped;
  private volatile @Nullable Boolean listing;

  RevisionRow(Database database) {
    this.database = database;
  }

  @Override
  public Result since(@Nullable Object known) {
    if (!isMapped()) {
      return new Result(null, null);
    }
    return known instanceof Long reached && listsChanges()
        ? database.readCommitted(entityManager -> changes(entityManager, reached))
        : Result.of(known, database.readCommitted(RevisionRow::number).orElse(null));
  }

  private static Result changes(EntityManager entityManager, long known) {
    List<Object[]> rows =
        entityManager
            .createQuery(WITH_CHANGES, Object[].class)
            .setParameter("known", known)
            .setParameter("id", AccountRevision.ID)
            .setParameter("question", Unrepeated.number())
            .setHint("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS)
            .setMaxResults(MAX_CHANGES + 1)
            .getResultList();
    if (rows.isEmpty()) {
      // Tables that the migration has not created are empty until the first change.
      return Result.of(known, number(entityManager).orElse(null));
    }
    long revision = ((Number) rows.get(0)[0]).longValue();
    List<Link> links = new ArrayList<>();
    for (Object[] row : rows) {
      Link link =
          new Link(
              ((Number) row[1]).longValue(),
              ((Number) row[2]).longValue(),
              (String) row[3],
              Change.Kind.of((String) row[4]));
      if (link.revision() > known) {
        links.add(link);
      }
    }
    links.sort(Comparator.comparingLong(Link::revision));
    return Result.of(known, revision, links);
  }

  static Optional<Long> number(EntityManager entityManager) {
    return entityManager
        .createQuery(
            "select r.revision from AccountRevision r where r.id = :id and r.id <> :question",
            Long.class)
        .setParameter("id", AccountRevision.ID)
        .setParameter("question", Unrepeated.number())
        .setHint("jakarta.persistence.cache.retrieveMode", CacheRetrieveMode.BYPASS)
        .getResultStream()
        .findFirst();
  }

  /**
   * Raises the revision as the last step of the current transaction, and lists the changes.
   * Transactions that change other accounts wait from here to its end, so the numbers are in the
   * order of the commits. The step is random: after the restore of an older copy of the database,
   * later changes reach no number that a node has read before.
   *
   * @param changes at least one
   * @return the listed changes; empty if the list lacks them
   */
  List<Revocations.Listed> raise(EntityManager entityManager, List<Change> changes) {
    if (!isMapped()) {
      return List.of();
    }
    entityManager.flush();
    List<Long> steps =
        changes.stream().map(change -> 1L + ThreadLocalRandom.current().nextInt(MAX_STEP)).toList();
    long sum = steps.stream().mapToLong(Long::longValue).sum();
    Query raise =
        entityManager
            .createQuery(
                "update AccountRevision r set r.revision = r.revision + :step where r.id = :id")
            .setParameter("step", sum)
            .setParameter("id", AccountRevision.ID);
    if (changes.stream().allMatch(change -> change.kind() == Change.Kind.ENDED)) {
      raise.setHint(TIMEOUT, REQUEST_MILLIS);
    }
    int raised = raise.executeUpdate();
    if (raised == 0) {
      // The migration creates the row; tables that a provider generated lack it.
      entityManager.persist(new AccountRevision(sum));
      entityManager.flush();
    }
    if (!listsChanges()) {
      return List.of();
    }
    DeletedNames.clear(entityManager, changes);
    // With too many changes the chain has a gap there, and each node drops all accounts.
    if (changes.size() > MAX_CHANGES) {
      return List.of();
    }
    list(entityManager, sum, steps, changes);
    return IntStream.range(0, changes.size())
        .mapToObj(i -> new Revocations.Listed(steps.get(i), changes.get(i)))
        .toList();
  }

  /** Lists the changes; the revision is already the one after the last of them. */
  private void list(EntityManager entityManager, long sum, List<Long> steps, List<Change> changes) {
    Optional<Long> revision =
        changes.size() > MAX_SINGLE ? number(entityManager) : Optional.empty();
    long left = sum;
    for (int i = 0; i < changes.size(); i++) {
      long after = left - steps.get(i);
      Change change = changes.get(i);
      if (revision.isPresent()) {
        entityManager.persist(
            new AccountChange(
                revision.get() - left,
                revision.get() - after,
                change.name(),
                change.kind().name()));
      } else {
        inserts.insert(entityManager, left, after, change);
      }
      left = after;
    }
    if (steps.stream().anyMatch(step -> step % SWEEP == 0)) {
      entityManager
          .createQuery(
              "delete from AccountChange c where c.revision + :kept <"
                  + " (select r.revision from AccountRevision r where r.id = :id)")
          .setParameter("kept", MIN_KEPT * MAX_STEP)
          .setParameter("id", AccountRevision.ID)
          .executeUpdate();
    }
  }

  /**
   * Locks the revision, and fails after {@link #REQUEST_MILLIS}. With the lock, neither {@link
   * #raise} nor a trigger that raises the revision waits.
   */
  void lock(EntityManager entityManager) {
    if (isMapped()) {
      entityManager
          .createQuery("update AccountRevision r set r.revision = r.revision where r.id = :id")
          .setHint(TIMEOUT, REQUEST_MILLIS)
          .setParameter("id", AccountRevision.ID)
          .executeUpdate();
    }
  }

  /** Prepares changes, before the transaction of the first one. */
  void prepare() {
    if (listsChanges()) {
      inserts.choose(database);
    }
  }

  private boolean isMapped() {
    Boolean known = mapped;
    if (known == null) {
      known = isEntity(AccountRevision.class);
      mapped = known;
      if (!known) {
        LOG.log(
            Level.WARNING,
            "The persistence unit of the accounts lacks "
                + AccountRevision.class.getName()
                + ", so that each request queries the database: name that class in"
                + " persistence.xml, and run the migration V2__revision.sql");
      }
    }
    return known;
  }

  /** Whether there is a list of changes. */
  boolean listsChanges() {
    Boolean known = listing;
    if (known == null) {
      known = isMapped() && isEntity(AccountChange.class);
      listing = known;
      if (!known && isMapped()) {
        LOG.log(
            Level.INFO,
            "The persistence unit of the accounts lacks "
                + AccountChange.class.getName()
                + ", so that each change of an account empties the cache of each node: name that"
                + " class in persistence.xml, and run the migration V3__changes.sql");
      }
    }
    return known;
  }

  /** Whether the persistence unit has an entity. */
  boolean isEntity(Class<?> type) {
    try {
      database.factory().getMetamodel().entity(type);
      return true;
    } catch (IllegalArgumentException notAnEntity) {
      return false;
    }
  }
}
