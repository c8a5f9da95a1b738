// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.gatepass.AuthenticatedBy;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.spi.signout.EndedLogins;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.TestUnit;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Change.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tables hold of a person, and what a deletion leaves. */
class PersonalDataTest {
  private static final Instant LOGIN = Instant.parse("2026-03-04T05:06:07Z");
  private static final Instant END = Instant.parse("2999-12-31T00:00:00Z");

  /** Each has the word by which the test finds it. */
  private static final String FORMER_NAME = "zora-former";

  private static final String NAME = "zora-name";
  private static final String EMAIL = "zora@example.org";
  private static final String DISPLAY_NAME = "Zora Z.";
  private static final String STABLE_ID = "id-of-zora";
  private static final String HASH = "hash-of-zora";
  private static final String WORD = "zora";

  private static AccountDatabase database(TestUnit unit) {
    return unit.accountDatabase();
  }

  private static GuardedAdministration administration(TestUnit unit) {
    return new GuardedAdministration(
        database(unit),
        new RemoteUserPrincipal("admin", AuthenticatedBy.PASSWORD, Set.of(), null, null, null),
        "administrator",
        event -> {});
  }

  private static void change(TestUnit unit, Consumer<UserAccount> change) {
    administration(unit).change(NAME, change);
  }

  /** A person with all data, a former name, several changes and an ended login. */
  private static TestUnit unit(TestUnit.Kind kind) throws Exception {
    TestUnit unit = TestUnit.withEndedLogins(kind);
    unit.create("bob", "user");
    UserAccount account = new UserAccount(FORMER_NAME);
    account.setEmail(EMAIL);
    account.setDisplayName(DISPLAY_NAME);
    account.setStableId(STABLE_ID);
    account.setPasswordHash(HASH);
    account.setLoginByHeader(true);
    account.setGroups(Set.of("user", "crew"));
    account.setLockedUntil(LOGIN);
    account.setExpiresAt(END);
    account.setPasswordExpiresAt(END);
    AccountInternals.loggedIn(account, LOGIN);
    unit.create(account);
    administration(unit).rename(FORMER_NAME, NAME);
    change(unit, each -> each.setGroups(Set.of("user", "zora-group")));
    change(unit, each -> each.setPasswordChangeRequired(true));
    database(unit)
        .end(
            new EndedLogins.End("a-digest", LOGIN, LOGIN, Instant.now().plus(1, ChronoUnit.HOURS)));
    return unit;
  }

  private static String id(TestUnit unit) throws SQLException {
    return String.valueOf(unit.sql("select id from gatepass_account where name = '" + NAME + "'"));
  }

  /** Each value in the database with one of the texts: {@code table.column value}, each once. */
  private static Set<String> found(TestUnit unit, String... texts) throws SQLException {
    Set<String> found = new TreeSet<>();
    try (Connection connection = unit.connect()) {
      for (String table : tables(connection)) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("select * from " + table)) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
              String value = String.valueOf(rows.getString(column));
              if (List.of(texts).stream().anyMatch(value.toLowerCase(Locale.ROOT)::contains)) {
                found.add(table + "." + rows.getMetaData().getColumnName(column) + " " + value);
              }
            }
          }
        }
      }
    }
    return lower(found);
  }

  private static Set<String> lower(Set<String> texts) {
    Set<String> lower = new TreeSet<>();
    texts.forEach(text -> lower.add(text.toLowerCase(Locale.ROOT)));
    return lower;
  }

  /** All tables of the application's schema. */
  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "select table_name from information_schema.tables"
                + " where lower(table_schema) in ('public', ?)")) {
      query.setString(1, connection.getCatalog()); // MariaDB has no schemas in a database
      ResultSet rows = query.executeQuery();
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).hasSize(5);
    return tables;
  }

  private static List<String> rowsOfChanges(TestUnit unit, String name) throws SQLException {
    List<String> kinds = new ArrayList<>();
    try (Connection connection = unit.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "select kind from gatepass_change where name = ? order by revision")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          kinds.add(rows.getString(1));
        }
      }
    }
    return kinds;
  }

  private static void list(TestUnit unit, List<Change> changes) {
    database(unit).change(entityManager -> changes, each -> each);
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isFoundByTheSearchBeforeTheDeletion(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      String id = id(unit);

      assertThat(found(unit, WORD, id))
          .containsExactlyInAnyOrder(
              "gatepass_account.id " + id,
              "gatepass_account.name " + NAME,
              "gatepass_account.name " + FORMER_NAME,
              "gatepass_account.email " + EMAIL,
              "gatepass_account.display_name " + DISPLAY_NAME.toLowerCase(Locale.ROOT),
              "gatepass_account.stable_id " + STABLE_ID,
              "gatepass_account.password_hash " + HASH,
              "gatepass_account_group.account_id " + id,
              "gatepass_account_group.group_name zora-group",
              "gatepass_change.name " + NAME,
              "gatepass_change.name " + FORMER_NAME);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isGoneAfterTheDeletionExceptForTheListedDeletionAndTheFormerName(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      String id = id(unit);

      assertThat(administration(unit).delete(NAME)).isTrue();

      assertThat(rowsOfChanges(unit, NAME)).containsExactly("DELETED");
      assertThat(found(unit, WORD, id))
          .containsExactly(
              "gatepass_account.name " + FORMER_NAME,
              "gatepass_change.name " + FORMER_NAME,
              "gatepass_change.name " + NAME);

      assertThat(administration(unit).delete(FORMER_NAME)).isTrue();

      assertThat(rowsOfChanges(unit, FORMER_NAME)).containsExactly("DELETED");
      assertThat(found(unit, WORD, id))
          .containsExactly("gatepass_change.name " + FORMER_NAME, "gatepass_change.name " + NAME);
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isGoneAfterLaterChangesHaveSweptTheListedDeletion(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      administration(unit).delete(NAME);
      administration(unit).delete(FORMER_NAME);

      for (int i = 0; i < 50; i++) {
        list(unit, Collections.nCopies(100, new Change("bob", Kind.OTHER)));
      }

      assertThat(found(unit, WORD)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isErasedAtOnceByTheStatementOfTheReference(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Object before =
          Optional.ofNullable(database(unit).row().since(null).revision()).orElseThrow();
      administration(unit).delete(NAME);
      Object after = Optional.ofNullable(database(unit).row().since(null).revision()).orElseThrow();
      administration(unit).change("bob", bob -> bob.setGroups(Set.of()));

      unit.sql(statement());

      assertThat(rowsOfChanges(unit, NAME)).isEmpty();
      assertThat(rowsOfChanges(unit, FORMER_NAME)).isNotEmpty(); // an account keeps it
      assertThat(rowsOfChanges(unit, "bob")).containsExactly("GROUPS");
      assertThat(rowsOfChanges(unit, "a-digest")).containsExactly("ENDED");
      assertThat(database(unit).row().since(before).changes()).isNull();
      assertThat(database(unit).row().since(after).changes())
          .containsExactly(new Change("bob", Kind.GROUPS));
      administration(unit).delete(FORMER_NAME);
      unit.sql(statement());
      assertThat(found(unit, WORD)).isEmpty();
    }
  }

  /** The SQL in the reference. */
  private static String statement() throws Exception {
    String page = Files.readString(Path.of("../docs/reference/personal-data.md"));
    int start = page.indexOf("```sql\n") + "```sql\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void stillMakesANodeForgetTheAccountThatHasNotReadTheEarlierChanges(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      Object before =
          Optional.ofNullable(database(unit).row().since(null).revision()).orElseThrow();

      change(unit, account -> account.setActive(false));
      administration(unit).delete(NAME);

      assertThat(database(unit).row().since(before).changes())
          .containsExactly(new Change("", Kind.OTHER), new Change(NAME, Kind.DELETED));
    }
  }

  /** They list the deletion too, in the same transaction. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isListedOnceAlsoWithTheTriggers(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.createTriggers();
      change(unit, account -> account.setActive(false));
      Object before =
          Optional.ofNullable(database(unit).row().since(null).revision()).orElseThrow();

      administration(unit).delete(NAME);

      assertThat(rowsOfChanges(unit, NAME)).containsExactly("DELETED");
      assertThat(database(unit).row().since(before).changes())
          .endsWith(new Change(NAME, Kind.DELETED))
          .containsOnly(new Change("", Kind.OTHER), new Change(NAME, Kind.DELETED));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isRemovedFromTheChangesOfManyDeletionsInOneTransaction(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      List<Change> deletions = new ArrayList<>();
      for (int i = 0; i < 1_100; i++) {
        deletions.add(new Change(i == 700 ? NAME : "other" + i, Kind.DELETED));
      }
      Object before =
          Optional.ofNullable(database(unit).row().since(null).revision()).orElseThrow();

      list(unit, deletions);

      assertThat(rowsOfChanges(unit, NAME)).isEmpty();
      assertThat(database(unit).row().since(before).changes()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void keepsTheChangesOfANameThatTheDatabaseTreatsAsEqual(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      unit.fold("gatepass_change", "name");
      Object before =
          Optional.ofNullable(database(unit).row().since(null).revision()).orElseThrow();

      list(unit, List.of(new Change("Alice", Kind.RENAMED), new Change("alice", Kind.RENAMED)));
      list(unit, List.of(new Change("alice", Kind.DELETED)));

      assertThat(database(unit).row().since(before).changes())
          .containsExactly(
              new Change("Alice", Kind.RENAMED),
              new Change("", Kind.OTHER),
              new Change("alice", Kind.DELETED));
    }
  }

  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isExportedWithoutThePassword(TestUnit.Kind kind) throws Exception {
    try (TestUnit unit = unit(kind)) {
      Map<String, Object> data = database(unit).export(NAME).orElseThrow();

      assertThat(data)
          .isEqualTo(
              Map.ofEntries(
                  Map.entry("id", id(unit)),
                  Map.entry("name", NAME),
                  Map.entry("email", EMAIL),
                  Map.entry("displayName", DISPLAY_NAME),
                  Map.entry("stableId", STABLE_ID),
                  Map.entry("active", true),
                  Map.entry("loginByHeader", true),
                  Map.entry("local", true),
                  Map.entry("passwordChangeRequired", true),
                  Map.entry("lastLogin", LOGIN),
                  Map.entry("lockedUntil", LOGIN),
                  Map.entry("expiresAt", END),
                  Map.entry("passwordExpiresAt", END),
                  Map.entry("groups", List.of("user", "zora-group")),
                  Map.entry("changes", List.of("RENAMED", "GROUPS", "REVOKED"))));
      assertThat(database(unit).export("ZORA-NAME")).isEmpty();
      assertThat(database(unit).export("bob").orElseThrow().keySet())
          .containsExactly("active", "changes", "groups", "id", "local", "loginByHeader", "name");
    }
  }

  /** The listed deletion is that of another person. */
  @ParameterizedTest
  @EnumSource(TestUnit.Kind.class)
  void isExportedWithoutTheDeletionOfAnEarlierAccountOfTheName(TestUnit.Kind kind)
      throws Exception {
    try (TestUnit unit = unit(kind)) {
      administration(unit).delete(NAME);
      unit.create(NAME, "user");
      assertThat(rowsOfChanges(unit, NAME)).containsExactly("DELETED");
      assertThat(database(unit).export(NAME).orElseThrow()).containsEntry("changes", List.of());

      change(unit, account -> account.setGroups(Set.of()));

      assertThat(rowsOfChanges(unit, NAME)).containsExactly("DELETED", "GROUPS");
      assertThat(database(unit).export(NAME).orElseThrow())
          .containsEntry("changes", List.of("GROUPS"));
    }
  }

  /** The export lacks a column only if this test names it. */
  @Test
  void isExportedFromEachColumn() throws Exception {
    try (TestUnit unit = unit(TestUnit.Kind.HIBERNATE_H2)) {
      Set<String> columns = new TreeSet<>();
      try (Connection connection = unit.connect();
          ResultSet names =
              connection.getMetaData().getColumns(null, null, "GATEPASS_ACCOUNT", null)) {
        while (names.next()) {
          columns.add(names.getString("COLUMN_NAME").replace("_", "").toLowerCase(Locale.ROOT));
        }
      }
      Set<String> exported = lower(database(unit).export(NAME).orElseThrow().keySet());

      columns.removeAll(exported);
      assertThat(columns).containsExactly("passwordhash", "securitystamp", "version");
    }
  }
}
