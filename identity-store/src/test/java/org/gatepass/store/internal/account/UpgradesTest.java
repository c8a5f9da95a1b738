// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.store.AccountChange;
import org.gatepass.store.AccountRevision;
import org.gatepass.store.EndedLogin;
import org.gatepass.store.TestDatabase;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.caller.KnownCaller;
import org.gatepass.store.internal.caller.LoginTimes;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.RevisionQuery.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The migrations from each earlier version of the schema, with rows in all of its tables. */
class UpgradesTest {
  /** The rows of each version, in the order of the migrations. */
  private static final List<String> ROWS =
      List.of(
          """
          insert into gatepass_account (id, name, email, display_name, active, login_by_header,
              password_hash, security_stamp, last_login, version) values
            ('i1', 'alice', 'alice@example.org', 'Alice', true, true, null, 's1',
              '2024-02-29 23:59:59.123456', 3),
            ('i2', 'zo\u00eb\ud83d\ude00', null, null, true, false, 'a hash', 's2', null, 0),
            ('i3', 'bob', null, null, false, true, null, 's3', null, 0);
          insert into gatepass_account_group values
            ('i1', 'user'), ('i1', 'administrator'), ('i2', 'user');
          """,
          "update gatepass_revision set revision = 7",
          "insert into gatepass_change (revision, previous, name, kind) values (7, 0, 'bob', 'REVOKED')",
          "insert into gatepass_ended_login values ('k', 1, 2, 9999999999999)",
          "update gatepass_account set password_change_required = true where id = 'i2'",
          "update gatepass_account set stable_id = '7' where id = 'i1'",
          "update gatepass_account set locked_until = 1 where id = 'i3'");

  static Stream<Arguments> versions() {
    return Stream.of("HIBERNATE_H2", "ECLIPSELINK_POSTGRESQL", "HIBERNATE_MARIADB")
        .map(TestUnit.Kind::valueOf)
        .flatMap(
            kind ->
                IntStream.range(1, TestDatabase.MIGRATIONS.size())
                    .mapToObj(version -> Arguments.of(kind, version)));
  }

  private static TestUnit upgraded(TestUnit.Kind kind, int version) throws Exception {
    TestUnit unit =
        TestUnit.of(
            kind, UserAccount.class, AccountRevision.class, AccountChange.class, EndedLogin.class);
    unit.migrate(TestDatabase.MIGRATIONS.subList(0, version));
    for (String rows : ROWS.subList(0, version)) {
      unit.sql(rows);
    }
    unit.migrate(TestDatabase.MIGRATIONS.subList(version, TestDatabase.MIGRATIONS.size()));
    unit.createTriggers();
    return unit;
  }

  @ParameterizedTest
  @MethodSource("versions")
  void keepTheRows(TestUnit.Kind kind, int version) throws Exception {
    try (TestUnit unit = upgraded(kind, version)) {
      AccountDirectory directory = TestDirectories.of(unit.accountDatabase());

      assertThat(directory.ask("alice"))
          .contains(
              new KnownCaller(
                  "alice",
                  true,
                  true,
                  false,
                  null,
                  false,
                  Set.of("user", "administrator"),
                  "alice@example.org",
                  "Alice",
                  version >= 6 ? "7" : null,
                  "s1",
                  Instant.parse("2024-02-29T23:59:59.123456Z"),
                  LoginTimes.UNLIMITED));
      KnownCaller zoe = directory.ask("zo\u00eb\ud83d\ude00").orElseThrow();
      assertThat(zoe.groups()).containsExactly("user");
      assertThat(zoe.passwordChangeRequired()).isEqualTo(version >= 5);
      assertThat(directory.ask("bob").map(KnownCaller::active)).contains(false);
      assertThat(unit.accountDatabase().ends(List.of("k"))).hasSize(version >= 4 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void listLaterChangesAfterThoseOfTheEarlierVersion(TestUnit.Kind kind, int version)
      throws Exception {
    try (TestUnit unit = upgraded(kind, version)) {
      AccountDatabase accounts = unit.accountDatabase();
      Optional<Object> before = Optional.ofNullable(accounts.row().since(null).revision());
      assertThat(before).contains(version >= 2 ? 7L : 0L);

      unit.sql("update gatepass_account set active = false where name = 'alice'");
      unit.sql("update gatepass_account set stable_id = '8' where name = 'bob'");

      Result result = accounts.row().since(before.orElseThrow());
      assertThat(result.changes())
          .containsExactly(
              new Change("alice", Change.Kind.REVOKED), new Change("bob", Change.Kind.OTHER));
      assertThatThrownBy(
              () -> unit.sql("update gatepass_account set stable_id = '8' where name = 'alice'"))
          .isInstanceOf(SQLException.class);
    }
  }
}
