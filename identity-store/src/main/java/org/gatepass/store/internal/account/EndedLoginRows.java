// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gatepass.spi.signout.EndedLogins.End;
import org.gatepass.store.EndedLogin;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.SqlFailure;
import org.gatepass.store.internal.jpa.Unrepeated;
import org.jspecify.annotations.Nullable;

/**
 * The {@link EndedLogin} rows. Each new row is a change in the list. A reading of the revision
 * loads the rows that the list names; the first reading, and a reading after a gap, loads all rows.
 * This node adds the ends before the reading is published, since an end is final. A unit without
 * the entity has no rows. Safe for use by many threads.
 */
final class EndedLoginRows implements RevisionQuery {
  private static final Logger LOG = System.getLogger(EndedLoginRows.class.getName());
  private static final int MAX_ROWS = 100_000;

  /** One end in this many deletes rows; the first of a node does. */
  private static final int SWEEP = 32;

  /**
   * A row counts for this long after it has expired. The clocks of nodes may differ, and a request
   * may compare the age of its login shortly before it reads the ends.
   */
  private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofHours(1);

  /** The maximum number of ends that wait until the database stores them. */
  private static final int MAX_UNSAVED = 1_000;

  /** After an end that was stored, the number of waiting ends that are stored with it. */
  private static final int SAVED_AT_ONCE = 16;

  private static final String ROWS =
      "select e.id, e.endedAt, e.issuedAt, e.expires from EndedLogin e where e.id <> :question";

  private static final String NEEDED = ROWS + " and e.expires >= :oldest";

  private final Database database;
  private final RevisionRow row;
  private final InstantSource clock;
  private final int maxRows;
  private final Map<String, End> ended = new ConcurrentHashMap<>();
  private final Queue<End> unsaved = new ArrayBlockingQueue<>(MAX_UNSAVED);
  private final AtomicInteger stored = new AtomicInteger();
  private volatile @Nullable Boolean mapped;

  EndedLoginRows(Database database, RevisionRow row, InstantSource clock) {
    this(database, row, clock, MAX_ROWS);
  }

  EndedLoginRows(Database database, RevisionRow row, InstantSource clock, int maxRows) {
    this.database = database;
    this.row = row;
    this.clock = clock;
    this.maxRows = maxRows;
  }

  @Override
  public Result since(@Nullable Object known) {
    Result result = row.since(known);
    if (isMapped()) {
      List<Link> links = result.links();
      if (links == null) {
        keep(database.readCommitted(this::all));
      } else {
        List<String> keys =
            links.stream()
                .filter(link -> link.kind() == Change.Kind.ENDED)
                .map(link -> Objects.requireNonNull(link.name()))
                .distinct()
                .toList();
        if (!keys.isEmpty()) {
          keep(read(keys));
        }
      }
    }
    return result;
  }

  /** The ends among those that this node has read. */
  List<End> find(Collection<String> keys) {
    return keys.stream().flatMap(key -> Stream.ofNullable(ended.get(key))).toList();
  }

  /** Reads ends from the database. */
  List<End> read(Collection<String> keys) {
    return database.readCommitted(
        entityManager ->
            ends(
                entityManager
                    .createQuery(NEEDED + " and e.id in :keys", Object[].class)
                    .setParameter("oldest", oldest().toEpochMilli())
                    .setParameter("keys", keys)));
  }

  private List<End> all(EntityManager entityManager) {
    return ends(
        entityManager
            .createQuery(NEEDED + " order by e.expires desc", Object[].class)
            .setParameter("oldest", oldest().toEpochMilli())
            .setMaxResults(maxRows));
  }

  private static List<End> rows(EntityManager entityManager, String key) {
    return ends(
        entityManager
            .createQuery(ROWS + " and e.id = :key", Object[].class)
            .setParameter("key", key));
  }

  /** The earliest time of expiry of a row that counts. */
  private Instant oldest() {
    return clock.instant().minus(MAX_CLOCK_DIFFERENCE);
  }

  private static List<End> ends(TypedQuery<Object[]> query) {
    return query
        .setParameter("question", Unrepeated.text())
        .getResultStream()
        .map(
            values ->
                new End(
                    (String) values[0], instant(values[1]), instant(values[2]), instant(values[3])))
        .toList();
  }

  private static Instant instant(Object millis) {
    return Instant.ofEpochMilli(((Number) millis).longValue());
  }

  /** Adds ends in any order: a reading may be older than an end that this node has stored. */
  private void keep(List<End> ends) {
    ends.forEach(end -> ended.merge(end.key(), end, EndedLoginRows::latest));
    Instant oldest = oldest();
    ended.values().removeIf(end -> end.expires().isBefore(oldest));
    int surplus = ended.size() - maxRows;
    if (surplus > 0) {
      ended.values().stream()
          .sorted(Comparator.comparing(End::expires))
          .limit(surplus + maxRows / SWEEP)
          .forEach(end -> ended.remove(end.key(), end));
    }
  }

  /** The end that covers two of one key. */
  private static End latest(End one, End other) {
    return new End(
        one.key(),
        latest(one.at(), other.at()),
        latest(one.issuedAt(), other.issuedAt()),
        latest(one.expires(), other.expires()));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * Stores an end, and lists it among the changes, unless the stored end of its key covers it. The
   * end counts on this node in any case. If the database does not store it, the node tries again
   * after the next end that it stores.
   */
  void store(AccountDatabase accounts, End end) {
    End exact =
        new End(
            end.key(),
            instant(end.at().toEpochMilli()),
            instant(end.issuedAt().toEpochMilli()),
            instant(end.expires().toEpochMilli()));
    keep(List.of(exact));
    try {
      mergeTwice(accounts, exact);
    } catch (RuntimeException failure) {
      unsaved.offer(exact);
      throw failure;
    }
    saveWaiting(accounts);
    if (stored.getAndIncrement() % SWEEP == 0) {
      sweep();
    }
  }

  private void saveWaiting(AccountDatabase accounts) {
    for (int i = 0; i < SAVED_AT_ONCE; i++) {
      End waiting = unsaved.poll();
      if (waiting == null) {
        return;
      }
      try {
        mergeTwice(accounts, waiting);
      } catch (RuntimeException failure) {
        unsaved.offer(waiting);
        LOG.log(Level.DEBUG, "An ended login waits until the database stores it", failure);
        return;
      }
    }
  }

  private void mergeTwice(AccountDatabase accounts, End end) {
    try {
      merge(accounts, end);
    } catch (RuntimeException failure) {
      if (!SqlFailure.mayHaveLostARace(failure)) {
        throw failure;
      }
      mergeAgain(accounts, end, failure);
    }
  }

  private static void merge(AccountDatabase accounts, End end) {
    accounts.change(
        entityManager -> merged(entityManager, end),
        changed -> changed ? List.of(new Change(end.key(), Change.Kind.ENDED)) : List.of());
  }

  /**
   * Stores an end after a failure, if there is a row of its key: another node may have inserted it
   * at the same time, or the commit may have succeeded although its confirmation was lost.
   */
  private void mergeAgain(AccountDatabase accounts, End end, RuntimeException failure) {
    try {
      if (!database.readCommitted(entityManager -> rows(entityManager, end.key())).isEmpty()) {
        merge(accounts, end);
        return;
      }
    } catch (RuntimeException again) {
      failure.addSuppressed(again);
    }
    throw failure;
  }

  /**
   * Inserts a row, or raises its times: nodes store the ends of a key in any order. The row is
   * locked by an update that changes nothing.
   *
   * @return whether the row has changed
   */
  private static boolean merged(EntityManager entityManager, End end) {
    int locked =
        entityManager
            .createQuery("update EndedLogin e set e.expires = e.expires where e.id = :id")
            .setHint(RevisionRow.TIMEOUT, RevisionRow.REQUEST_MILLIS)
            .setParameter("id", end.key())
            .executeUpdate();
    if (locked == 0) {
      entityManager.persist(
          new EndedLogin(
              end.key(),
              end.at().toEpochMilli(),
              end.issuedAt().toEpochMilli(),
              end.expires().toEpochMilli()));
      return true;
    }
    End known = rows(entityManager, end.key()).get(0);
    End both = latest(known, end);
    if (both.equals(known)) {
      return false;
    }
    entityManager
        .createQuery(
            "update EndedLogin e set e.endedAt = :at, e.issuedAt = :issuedAt, e.expires = :expires"
                + " where e.id = :id")
        .setParameter("at", both.at().toEpochMilli())
        .setParameter("issuedAt", both.issuedAt().toEpochMilli())
        .setParameter("expires", both.expires().toEpochMilli())
        .setParameter("id", end.key())
        .executeUpdate();
    return true;
  }

  /** Deletes rows in a transaction of its own, whose failure does not concern the logout. */
  private void sweep() {
    try {
      database.write(this::deleteOld);
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "Old rows of ended logins stay until a later logout", failure);
    }
  }

  private int deleteOld(EntityManager entityManager) {
    long surplus =
        entityManager
            .createQuery("select e.expires from EndedLogin e order by e.expires desc", Long.class)
            .setFirstResult(maxRows)
            .setMaxResults(1)
            .getResultStream()
            .findFirst()
            .orElse(0L);
    return entityManager
        .createQuery("delete from EndedLogin e where e.expires < :expired or e.expires <= :surplus")
        .setParameter("expired", oldest().toEpochMilli())
        .setParameter("surplus", surplus)
        .executeUpdate();
  }

  /** Whether the unit has the entity, and the list of changes that names new rows. */
  boolean isMapped() {
    Boolean known = mapped;
    if (known == null) {
      known = row.listsChanges() && row.isEntity(EndedLogin.class);
      mapped = known;
      if (!known) {
        LOG.log(
            Level.INFO,
            "The persistence unit of the accounts lacks AccountRevision, AccountChange or EndedLogin"
                + " of org.gatepass.store, so that a logout ends a login on this node alone: name"
                + " all three in persistence.xml, and run the migrations V2__revision.sql,"
                + " V3__changes.sql and V4__ended_logins.sql");
      }
    }
    return known;
  }
}
