// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatepass.store.AccountStatements;
import org.gatepass.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables and the triggers of PostgreSQL, in a server of this test that listens on a socket in
 * its directory only. Skipped where PostgreSQL is missing.
 */
class PostgresqlTriggersTest {
  private static Path programs;

  private static Path directory;
  private static boolean started;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    programs = TestDatabase.postgresPrograms();
    // The path of a socket must be a short one.
    directory = Files.createTempDirectory(Path.of("/tmp"), "gp");
    if (isRoot()) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    program("initdb", "-D", data(), "-A", "trust", "-U", "gatepass", "--no-sync");
    program(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-l",
        directory.resolve("log").toString(),
        "-o",
        "-c listen_addresses='' -c fsync=off -k " + directory,
        "start");
    started = true;
    sql(AccountStatements.schema("V1__accounts.sql"));
    sql(AccountStatements.schema("V2__revision.sql"));
    sql(AccountStatements.schema("V3__changes.sql"));
    sql(AccountStatements.schema("V5__password_change.sql"));
    sql(AccountStatements.schema("V6__stable_ids.sql"));
    sql(AccountStatements.schema("V7__account_states.sql"));
    sql(AccountStatements.schema("triggers-postgresql.sql"));
    sql(AccountStatements.schema("triggers-postgresql.sql")); // twice does no harm
  }

  @AfterAll
  static void stopServer() throws IOException, InterruptedException {
    if (started) {
      program("pg_ctl", "-D", data(), "-m", "immediate", "stop");
    }
    if (directory != null) {
      run(List.of("rm", "-rf", directory.toString()), "");
    }
  }

  private static String data() {
    return directory.resolve("data").toString();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String program(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      // PostgreSQL rejects to run as root; Debian's package brings this user.
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    return run(command, "");
  }

  private static String sql(String sql) throws IOException, InterruptedException {
    return run(
        List.of(
            programs.resolve("psql").toString(),
            "-h",
            directory.toString(),
            "-U",
            "gatepass",
            "-d",
            "postgres",
            "-v",
            "ON_ERROR_STOP=1",
            "-qAtX"),
        sql);
  }

  private static String run(List<String> command, String input)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("gatepass-", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      int status = process.waitFor();
      String text = Files.readString(output).strip();
      if (status != 0) {
        throw new IllegalStateException(command + " failed: " + text);
      }
      return text;
    } finally {
      Files.delete(output);
    }
  }

  private static long revision() throws IOException, InterruptedException {
    return Long.parseLong(sql("select revision from gatepass_revision"));
  }

  @ParameterizedTest
  @MethodSource("org.gatepass.store.AccountStatements#all")
  void listTheChangesOfEachStatement(String statement, String changes)
      throws IOException, InterruptedException {
    sql(AccountStatements.ROWS + "delete from gatepass_change;");
    long before = revision();

    sql(statement);

    assertThat(sql(AccountStatements.CHANGES)).isEqualTo(changes);
    if (changes.isEmpty()) {
      assertThat(revision()).isEqualTo(before);
    } else {
      assertThat(revision()).isGreaterThan(before);
      assertThat(sql(AccountStatements.gaps(before))).isEqualTo("0");
    }
  }

  private static void createAccounts(int count) throws IOException, InterruptedException {
    sql(
        """
        delete from gatepass_account;
        insert into gatepass_account (id, name, active, login_by_header, security_stamp, version)
          select 'many' || i, 'person-' || i, true, true, 's', 0 from generate_series(1, %d) as i;
        delete from gatepass_change;
        """
            .formatted(count));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "1001, 0"})
  void listUpToAThousandChangesOfAStatement(int accounts, int changes)
      throws IOException, InterruptedException {
    createAccounts(accounts);
    long before = revision();

    sql("update gatepass_account set active = false");

    assertThat(sql("select count(*) from gatepass_change")).isEqualTo("" + changes);
    assertThat(revision()).isGreaterThan(before);
    if (changes > 0) {
      assertThat(sql(AccountStatements.gaps(before))).isEqualTo("0");
    }
  }

  @Test
  void sweepOldChanges() throws IOException, InterruptedException {
    createAccounts(1);
    sql(
        """
        do $$ begin
          for i in 1..3000 loop
            update gatepass_account set email = i;
          end loop;
        end $$
        """);

    assertThat(Integer.parseInt(sql("select count(*) from gatepass_change")))
        .isBetween(1_000, 2_600);
  }

  @Test
  void replaceTheTriggersOfEarlierVersions() throws IOException, InterruptedException {
    sql(AccountStatements.schema("triggers-postgresql.sql"));
    sql(
        """
        create or replace function gatepass_raise_revision_if_changed() returns trigger
          language plpgsql as 'begin raise exception ''old''; end';
        create or replace trigger gatepass_account_updated after update on gatepass_account
          referencing old table as gatepass_before new table as gatepass_after
          for each statement execute function gatepass_raise_revision_if_changed();
        drop trigger gatepass_account_deleted on gatepass_account;
        create trigger gatepass_account_deleted after delete or truncate on gatepass_account
          for each statement execute function gatepass_raise_revision();
        create trigger gatepass_group_changed
          after insert or update or delete or truncate on gatepass_account_group
          for each statement execute function gatepass_raise_revision();
        """);

    sql(AccountStatements.schema("triggers-postgresql.sql"));
    sql(AccountStatements.ROWS + "delete from gatepass_change;");
    long before = revision();
    sql("update gatepass_account set active = false; delete from gatepass_account");

    assertThat(sql(AccountStatements.gaps(before))).isEqualTo("0");
  }

  @Test
  void listTheGroupsOfAnAccountUnderTheNameThatItGetsMeanwhile() throws Exception {
    sql(AccountStatements.ROWS);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<String> rename =
          thread.submit(
              () ->
                  sql(
                      "begin; update gatepass_account set name = 'alicia' where id = 'i1';"
                          + " select pg_sleep(2); commit"));
      while (!sql("select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
          .equals("1")) {
        assertThat(rename.isDone()).isFalse();
      }

      sql("delete from gatepass_account_group where account_id = 'i1'");

      rename.get();
    } finally {
      thread.shutdownNow();
    }
    assertThat(sql("select name from gatepass_change order by revision desc limit 1"))
        .isEqualTo("alicia");
  }

  @Test
  void raiseTheRevisionForTruncatedTables() throws IOException, InterruptedException {
    sql(AccountStatements.ROWS);
    long before = revision();

    sql("truncate gatepass_account_group");
    long between = revision();
    sql("truncate gatepass_account cascade");

    assertThat(between).isGreaterThan(before);
    assertThat(revision()).isGreaterThan(between);
  }

  @Test
  void raiseTheRevisionInTheSameTransaction() throws IOException, InterruptedException {
    sql(AccountStatements.ROWS);
    long before = revision();

    sql("begin; update gatepass_account set active = false; rollback");

    assertThat(revision()).isEqualTo(before);
  }

  @Test
  void raiseTheRevisionWithEachSearchPath() throws IOException, InterruptedException {
    sql(AccountStatements.ROWS);
    long before = revision();

    sql("set search_path = pg_catalog; update public.gatepass_account set active = false");

    assertThat(revision()).isGreaterThan(before);
  }

  @Test
  void failAChangeWhereTheRevisionIsMissing() throws IOException, InterruptedException {
    sql(AccountStatements.ROWS);

    assertThatThrownBy(
            () ->
                sql(
                    "begin; delete from gatepass_revision;"
                        + " update gatepass_account set active = false; commit"))
        .hasMessageContaining("gatepass_revision has no row");
  }
}
