// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL as Debian packages it, in a temporary directory, on the loopback address and on the
 * processor of the server. PostgreSQL does not run as root; a measurement as root runs it as
 * Debian's user postgres.
 */
final class Postgres implements Database {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String UNPRIVILEGED_USER = "postgres";
  private static final int TRIES = 600;

  private final Path programs;
  private final Path folder;
  private final int port;
  private final String password;
  private final Program server;

  private Postgres(Path programs, Path folder, int port, String password, Program server) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.password = password;
    this.server = server;
  }

  static Postgres start(Path log, int port) throws IOException, InterruptedException {
    Path programs = programs();
    Path folder = Files.createTempDirectory("gatepass-load-");
    try {
      String password = UUID.randomUUID().toString();
      Path passwordFile = Files.writeString(folder.resolve("password"), password);
      handOver(folder);
      handOver(passwordFile);
      Path data = folder.resolve("data");
      List<String> initialise = unprivileged(programs.resolve("initdb"));
      initialise.addAll(List.of("-D", data.toString(), "-U", "postgres", "--no-sync"));
      initialise.addAll(List.of("--pwfile", passwordFile.toString(), "-A", "scram-sha-256"));
      initialise.addAll(List.of("-E", "UTF8", "--locale", "C.UTF-8"));
      Program.run(initialise);
      List<String> command = unprivileged(programs.resolve("postgres"));
      command.addAll(0, List.of("taskset", "-c", Integer.toString(LoadServer.PROCESSOR)));
      command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
      for (String setting :
          List.of(
              "listen_addresses=127.0.0.1",
              "unix_socket_directories=",
              "fsync=off",
              "shared_buffers=512MB",
              "max_wal_size=4GB",
              "shared_preload_libraries=pg_stat_statements")) {
        command.addAll(List.of("-c", setting));
      }
      Program server = Program.start(log, command, Map.of());
      Postgres postgres = new Postgres(programs, folder, port, password, server);
      postgres.await();
      return postgres;
    } catch (IOException | InterruptedException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static Path programs() throws IOException {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
          .max(Comparator.comparingInt(version -> Integer.parseInt(version.getFileName() + "")))
          .orElseThrow(() -> new IllegalStateException("There is no PostgreSQL in " + VERSIONS))
          .resolve("bin");
    }
  }

  private void await() throws IOException, InterruptedException {
    List<String> ready =
        List.of(programs.resolve("pg_isready") + "", "-h", "127.0.0.1", "-p", port + "");
    for (int i = 0; i < TRIES; i++) {
      if (new ProcessBuilder(ready).start().waitFor() == 0) {
        return;
      }
      if (!server.isRunning()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    close();
    throw new IllegalStateException("PostgreSQL did not start");
  }

  @Override
  public String title() throws IOException, InterruptedException {
    String version = Program.run(List.of(programs.resolve("postgres").toString(), "--version"));
    return "PostgreSQL " + version.replaceAll("(?s)[^0-9]*([0-9.]+).*", "$1");
  }

  @Override
  public String dataSourceClass() {
    return "org.postgresql.ds.PGSimpleDataSource";
  }

  @Override
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public List<Path> driver() {
    return Application.onClassPath("postgresql-.*");
  }

  @Override
  public String numbers(int from, int to) {
    return "generate_series(" + from + ", " + to + ")";
  }

  @Override
  public String triggers() {
    return "triggers-postgresql.sql";
  }

  @Override
  public void count(Sql sql) throws IOException, InterruptedException {
    sql.execute("create extension if not exists pg_stat_statements");
    track(sql, "top");
    sql.execute("select pg_stat_statements_reset()");
  }

  @Override
  public Queries counted(Sql sql) throws IOException, InterruptedException {
    track(sql, "none");
    return Database.countIn(sql, "pg_stat_statements", "query", "calls");
  }

  private static void track(Sql sql, String what) throws IOException, InterruptedException {
    sql.execute("alter system set pg_stat_statements.track = '" + what + "'");
    sql.execute("select pg_reload_conf()");
    TimeUnit.SECONDS.sleep(1);
  }

  @Override
  public void close() {
    server.close();
    delete(folder);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException left) {
      System.err.println("load: could not delete " + folder);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** The prefix of a command under root. */
  private static List<String> unprivileged(Path program) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED_USER));
      command.addAll(List.of("--regid=" + UNPRIVILEGED_USER, "--clear-groups"));
    }
    command.add(program.toString());
    return command;
  }

  private static void handOver(Path path) throws IOException {
    if (isRoot()) {
      Files.setOwner(
          path,
          path.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(UNPRIVILEGED_USER));
    }
  }
}
