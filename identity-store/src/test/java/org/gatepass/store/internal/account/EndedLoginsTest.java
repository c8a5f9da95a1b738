// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.gatepass.spi.signout.EndedLogins.End;
import org.gatepass.store.TestUnit;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.NewTransaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ended logins on two nodes with one database. */
class EndedLoginsTest {
  private static final long STALENESS = Duration.ofSeconds(1).toNanos();
  private static final int MAX_ROWS = 3;

  private long nanos;
  private long staleness = STALENESS;
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");

  private End end(String key) {
    return end(key, Duration.ofHours(12));
  }

  private End end(String key, Duration left) {
    return new End(key, now, now.minusSeconds(1), now.plus(left));
  }

  private Instant at(int minutes) {
    return now.plus(Duration.ofMinutes(minutes));
  }

  private AccountDatabase node(TestUnit unit) {
    return node(unit.database());
  }

  private AccountDatabase node(Database database) {
    RevisionRow row = new RevisionRow(database);
    EndedLoginRows ended = new EndedLoginRows(database, row, () -> now, MAX_ROWS);
    RevisionQuery query = ended;
    return new AccountDatabase(
        database,
        row,
        new Freshness(() -> staleness, () -> nanos).clock(query),
        new AccountInsert(),
        ended);
  }

  private static List<End> find(AccountDatabase node, String... keys) {
    return node.ends(List.of(keys));
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReadByEachNodeWithinTheStaleness(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase one = node(unit);
      AccountDatabase other = node(unit);
      assertThat(find(one, "a")).isEmpty();
      assertThat(find(other, "a")).isEmpty();

      one.end(end("a"));
      assertThat(find(one, "a")).containsExactly(end("a"));

      nanos += STALENESS;
      assertThat(find(other, "a", "b")).containsExactly(end("a"));
      assertThat(find(other, "b")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void costAQueryOnlyAfterAnEnd(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase one = node(unit);
      AccountDatabase other = node(unit);
      find(one, "a");
      find(other, "a");
      unit.prepared().clear();

      for (int i = 0; i < 100; i++) {
        find(other, "a");
      }
      assertThat(ofAccounts(unit)).isEmpty();
      nanos += STALENESS;
      find(other, "a");
      assertThat(ofAccounts(unit)).singleElement().asString().contains("gatepass_revision");

      one.end(end("a"));
      nanos += STALENESS;
      unit.prepared().clear();
      find(other, "a");
      assertThat(ofAccounts(unit))
          .satisfiesExactly(
              changes -> assertThat(changes).contains("gatepass_change"),
              rows -> assertThat(rows).contains("gatepass_ended_login"));
    }
  }

  /** The statements on our tables: a provider or a pool may send others. */
  private static List<String> ofAccounts(TestUnit unit) {
    return unit.prepared().stream().filter(sql -> sql.contains("gatepass_")).toList();
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReadByANodeThatStartsLaterOrMissesAChange(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase before = node(unit);
      assertThat(find(before, "a")).isEmpty();

      node(unit).end(end("a"));
      unit.sql("update gatepass_revision set revision = revision + 1");
      nanos += STALENESS;

      assertThat(find(node(unit), "a")).containsExactly(end("a"));
      assertThat(find(before, "a")).containsExactly(end("a"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReadByEachRequestWithoutAStaleness(TestUnit.Kind kind) throws Exception {
    staleness = 0;
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase other = node(unit);
      assertThat(find(other, "a")).isEmpty();

      node(unit).end(end("a"));

      assertThat(find(other, "a")).containsExactly(end("a"));
      assertThat(find(other, "b")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areReplacedByLaterEndsOfTheSameKey(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase one = node(unit);
      AccountDatabase other = node(unit);
      one.end(end("a"));
      assertThat(find(other, "a")).containsExactly(end("a"));

      now = now.plusSeconds(60);
      one.end(end("a"));
      nanos += STALENESS;

      assertThat(find(one, "a")).containsExactly(end("a"));
      assertThat(find(other, "a")).containsExactly(end("a"));
    }
  }

  /** The clock of one node is later, and its end arrives first. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepTheLatestOfEachTimeInAnyOrder(TestUnit.Kind kind) throws Exception {
    End late = new End("a", at(60), at(10), at(600));
    End early = new End("a", at(0), at(20), at(540));
    End both = new End("a", at(60), at(20), at(600));
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase one = node(unit);
      AccountDatabase other = node(unit);
      assertThat(find(one, "a")).isEmpty();
      assertThat(find(other, "a")).isEmpty();

      one.end(late);
      other.end(early);
      nanos += STALENESS;

      assertThat(find(one, "a")).containsExactly(both);
      assertThat(find(other, "a")).containsExactly(both);
      assertThat(find(node(unit), "a")).containsExactly(both);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void changeNothingWhereTheStoredEndCoversThem(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      node(unit).end(new End("a", at(60), at(60), at(600)));
      String revision = unit.sql("select revision from gatepass_revision");

      AccountDatabase other = node(unit);
      other.end(new End("a", at(59), at(60), at(600)));

      assertThat(unit.sql("select revision from gatepass_revision")).isEqualTo(revision);
      assertThat(unit.sql("select ended_at from gatepass_ended_login"))
          .isEqualTo(Long.toString(at(60).toEpochMilli()));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotReplacedByAReadingFromBefore(TestUnit.Kind kind) throws Exception {
    End newer = new End("a", at(60), at(60), at(600));
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AfterReading readings = new AfterReading(unit.database().transaction());
      AccountDatabase one = node(new Database(unit.factory(), readings));
      assertThat(find(one, "a")).isEmpty();
      node(unit).end(new End("a", at(0), at(0), at(540)));
      nanos += STALENESS;

      // The revision is read first, then the row.
      readings.skipped = 1;
      readings.next = () -> one.end(newer);

      assertThat(find(one, "a")).containsExactly(newer);
      assertThat(readings.next).isNull();
      nanos += STALENESS;
      assertThat(find(one, "a")).containsExactly(newer);
    }
  }

  /** Runs something once, after a query outside of transactions. */
  private static final class AfterReading extends NewTransaction {
    private final NewTransaction inner;
    private int skipped;
    private @Nullable Runnable next;

    AfterReading(NewTransaction inner) {
      this.inner = inner;
    }

    @Override
    public <T> T run(Supplier<T> work) {
      return inner.run(work);
    }

    @Override
    public <T> T without(Supplier<T> work) {
      T result = inner.without(work);
      Runnable action = next;
      if (action != null && skipped-- == 0) {
        next = null;
        action.run();
      }
      return result;
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areStoredAlsoIfAnotherNodeInsertsTheirRowAtTheSameTime(TestUnit.Kind kind) throws Exception {
    End late = new End("a", at(60), at(60), at(600));
    End early = new End("a", at(0), at(0), at(540));
    for (boolean covered : List.of(true, false)) {
      try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
        AccountDatabase other = node(unit);
        AtomicReference<@Nullable Runnable> meanwhile =
            new AtomicReference<>(() -> other.end(covered ? late : early));
        AccountDatabase one =
            node(
                new Database(
                    beforeInsert(unit.factory(), meanwhile), unit.database().transaction()));

        one.end(covered ? early : late);

        assertThat(meanwhile.get()).isNull();
        assertThat(find(one, "a")).hasSize(1);
        assertThat(find(node(unit), "a")).containsExactly(late);
      }
    }
  }

  /** A unit that runs something once, after a transaction has begun and before it inserts a row. */
  private static EntityManagerFactory beforeInsert(
      EntityManagerFactory factory, AtomicReference<@Nullable Runnable> action) {
    return proxy(
        EntityManagerFactory.class,
        factory,
        made ->
            made instanceof EntityManager entityManager
                ? proxy(EntityManager.class, entityManager, result -> result, action)
                : made,
        new AtomicReference<>());
  }

  /** Changes the results of an object, and runs an action once before {@code persist}. */
  private static <T> T proxy(
      Class<T> type,
      T inner,
      UnaryOperator<@Nullable Object> results,
      AtomicReference<@Nullable Runnable> action) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Runnable once = method.getName().equals("persist") ? action.getAndSet(null) : null;
              if (once != null) {
                once.run();
              }
              try {
                return results.apply(method.invoke(inner, arguments));
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  /** A request compares the age of its login first, and reads the ends later. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areFoundUntilAnHourAfterTheyHaveExpired(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase one = node(unit);
      End a = end("a", Duration.ofMinutes(1));
      one.end(a);

      now = now.plus(Duration.ofMinutes(61));
      one.end(end("b"));
      staleness = 0;
      assertThat(find(one, "a")).containsExactly(a);
      staleness = STALENESS;
      assertThat(find(one, "a")).containsExactly(a);
      assertThat(find(node(unit), "a")).containsExactly(a);

      now = now.plusMillis(1);
      one.end(end("c"));
      staleness = 0;
      assertThat(find(one, "a")).isEmpty();
      staleness = STALENESS;
      assertThat(find(one, "a")).isEmpty();
      assertThat(find(node(unit), "a")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areDeletedAnHourAfterTheyHaveExpired(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      node(unit).end(end("a", Duration.ofMinutes(1)));

      now = now.plus(Duration.ofMinutes(60));
      node(unit).end(end("b"));
      assertThat(find(node(unit), "a", "b")).extracting(End::key).containsExactly("a", "b");
      assertThat(unit.sql("select count(*) from gatepass_ended_login")).isEqualTo("2");

      now = now.plus(Duration.ofMinutes(2));
      node(unit).end(end("c"));
      assertThat(unit.sql("select min(id) from gatepass_ended_login")).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void thatExpireFirstAreDroppedWhenThereAreTooMany(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      for (int i = 1; i <= MAX_ROWS + 2; i++) {
        node(unit).end(end("a" + i, Duration.ofHours(i)));
      }

      assertThat(unit.sql("select count(*) from gatepass_ended_login")).isEqualTo("3");
      assertThat(find(node(unit), "a2", "a3", "a4", "a5"))
          .extracting(End::key)
          .containsExactly("a3", "a4", "a5");
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void countOnTheirNodeAndWaitWhereTheDatabaseRejectsThem(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase one = node(unit);
      assertThat(find(one, "a")).isEmpty();
      unit.sql("alter table gatepass_ended_login rename to away");

      assertThatThrownBy(() -> one.end(end("a"))).isInstanceOf(RuntimeException.class);

      assertThat(find(one, "a")).containsExactly(end("a"));
      unit.sql("alter table away rename to gatepass_ended_login");
      assertThat(find(node(unit), "a")).isEmpty();
      one.end(end("b"));
      assertThat(find(node(unit), "a", "b")).hasSize(2);
    }
  }

  /** The thread itself holds the lock; PostgreSQL alone would wait for ever. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  @Timeout(30)
  void failWithinATransactionThatHoldsTheRevision(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.withEndedLogins(kind)) {
      AccountDatabase one = node(unit);
      one.end(end("a"));

      unit.inTransaction(
          () -> {
            EntityManager own = unit.factory().createEntityManager();
            int held =
                own.createQuery("update AccountRevision r set r.revision = r.revision + 1")
                    .executeUpdate();
            assertThatThrownBy(() -> one.end(end("b"))).isInstanceOf(RuntimeException.class);
            return held;
          });

      assertThat(find(node(unit), "a", "b")).containsExactly(end("a"));
      one.end(end("c"));
      assertThat(find(node(unit), "a", "b", "c")).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void areNotStoredInAUnitThatLacksTheirEntity(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = TestUnit.accounts(kind)) {
      AccountDatabase one = node(unit);

      one.end(end("a"));

      assertThat(find(one, "a")).isEmpty();
      assertThat(unit.sql("select revision from gatepass_revision")).isEqualTo("0");
    }
  }
}
