// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.gatepass.store.AccountStatements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables and the triggers of PostgreSQL, in a server of this test that listens on a socket in
 * its directory only. Skipped where PostgreSQL 15 is missing.
 */
class PostgresqlTriggersTest {
  private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

  private static Path directory;
  private static boolean started;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PROGRAMS.resolve("initdb")), "PostgreSQL 15 is not installed");
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
    command.add(PROGRAMS.resolve(name).toString());
    command.addAll(List.of(arguments));
    return run(command, "");
  }

  private static String sql(String sql) throws IOException, InterruptedException {
    return run(
        List.of(
            PROGRAMS.resolve("psql").toString(),
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
  void raiseTheRevisionForEachChangeOfAnAccount(String statement, boolean raises)
      throws IOException, InterruptedException {
    sql(AccountStatements.ROWS);
    long before = revision();

    sql(statement);

    if (raises) {
      assertThat(revision()).isGreaterThan(before);
    } else {
      assertThat(revision()).isEqualTo(before);
    }
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
