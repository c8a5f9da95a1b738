// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatepass.it.server.Ports;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL as Debian packages it, with tables of its own in a temporary directory, on a free port
 * of the loopback address. It rejects to be root; a test that is runs it as Debian's user postgres.
 */
public final class Postgres implements AutoCloseable {
  /** The user that it is made with. */
  public static final String SUPERUSER = "postgres";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String UNPRIVILEGED_USER = "postgres";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path programs;
  private final Path folder;
  private final int port;
  private final String superuserPassword;
  private @Nullable Process process;

  private Postgres(Path programs, Path folder, int port, String superuserPassword) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
    this.superuserPassword = superuserPassword;
  }

  /**
   * Skips the tests on a machine without PostgreSQL, unless the system property {@code
   * gateways.required} is true: then they fail.
   */
  public static void assumeInstalled() {
    String missing = "There is no PostgreSQL to test with: " + VERSIONS + " (see CONTRIBUTING.md)";
    if (Boolean.getBoolean("gateways.required")) {
      assertThat(programs()).as(missing).isPresent();
    }
    assumeTrue(programs().isPresent(), missing);
  }

  /** Where the newest version's programs are. */
  private static Optional<Path> programs() {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("[0-9]+"))
          .filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
          .max(Comparator.comparingInt(version -> Integer.parseInt(fileName(version))))
          .map(version -> version.resolve("bin"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fileName(Path path) {
    return path.getFileName().toString();
  }

  /**
   * Makes one, and starts it.
   *
   * @param options for initdb
   */
  public static Postgres start(List<String> options, String superuserPassword)
      throws IOException, InterruptedException {
    // Not in a test's own folder, which is closed to the user that it runs as.
    Path folder = Files.createTempDirectory("gatepass-postgres-");
    Postgres postgres =
        new Postgres(programs().orElseThrow(), folder, Ports.free(), superuserPassword);
    try {
      Path passwordFile = Files.writeString(folder.resolve("password"), superuserPassword);
      postgres.handOver(folder);
      postgres.handOver(passwordFile);
      List<String> command = new ArrayList<>();
      command.addAll(List.of("-D", postgres.data().toString(), "-U", SUPERUSER));
      command.addAll(List.of("--pwfile", passwordFile.toString(), "--no-sync"));
      command.addAll(options);
      postgres.run("initdb", command);
      Files.delete(passwordFile);
      postgres.start();
      return postgres;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      postgres.close();
      throw e;
    }
  }

  /** The file of its driver. */
  public static Path driver() {
    return Path.of(
        PGSimpleDataSource.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private Path data() {
    return folder.resolve("data");
  }

  public int port() {
    return port;
  }

  /** Starts it again, and waits until it answers. */
  public void start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(unprivileged(programs.resolve("postgres")));
    command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
    command.addAll(List.of("-c", "fsync=off"));
    Process started = builder(command).start();
    process = started;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (System.nanoTime() - end > 0 || !started.isAlive()) {
        throw new AssertionError("PostgreSQL did not start, and said:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean answers() {
    try (Connection connection = connect(SUPERUSER, superuserPassword, SUPERUSER)) {
      return connection.isValid(5);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Stops it as a machine does that is shut down: connections end, nothing is lost. */
  public void stop() throws IOException, InterruptedException {
    run("pg_ctl", List.of("-D", data().toString(), "-m", "fast", "-w", "stop"));
  }

  /** Stops all its processes where they are: connections stay open, and nothing is answered. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Lets them go on. */
  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  /**
   * Signals the postmaster first, which starts no process any more when it is stopped. A process
   * may end before its signal, so that kill fails.
   */
  private void signal(String signal) throws IOException, InterruptedException {
    ProcessHandle postmaster = Objects.requireNonNull(process).toHandle();
    await(builder(List.of("kill", signal, Long.toString(postmaster.pid()))).start(), "kill");
    List<String> command = new ArrayList<>(List.of("kill", signal));
    postmaster.descendants().forEach(each -> command.add(Long.toString(each.pid())));
    if (command.size() > 2) {
      builder(command).start().waitFor();
    }
  }

  public Connection connect(String user, String password, String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    return source.getConnection();
  }

  /** Runs a file of statements as the superuser, as its image does with what it finds. */
  public void runFile(Path sql) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(programs.resolve("psql").toString());
    command.addAll(List.of("-v", "ON_ERROR_STOP=1", "-w", "-f", sql.toString()));
    ProcessBuilder builder = builder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(port),
                "PGUSER", SUPERUSER,
                "PGPASSWORD", superuserPassword,
                "PGDATABASE", SUPERUSER));
    await(builder.start(), "psql");
  }

  /** The first column of the first row, as text. */
  public @Nullable String value(String sql) throws SQLException {
    try (Connection connection = connect(SUPERUSER, superuserPassword, "gatepass");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).as(sql).isTrue();
      return rows.getString(1);
    }
  }

  /** Changes something in the accounts' database. */
  public void change(String sql) throws SQLException {
    try (Connection connection = connect(SUPERUSER, superuserPassword, "gatepass");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(unprivileged(programs.resolve(program)));
    command.addAll(arguments);
    await(builder(command).start(), program);
  }

  private void await(Process program, String name) throws InterruptedException {
    if (!program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      program.destroyForcibly();
      throw new AssertionError(name + " did not end, and said:\n" + log());
    }
    assertThat(program.exitValue()).as("%s said:%n%s", name, log()).isZero();
  }

  private ProcessBuilder builder(List<String> command) {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** The beginning of a command that root gives. */
  private static List<String> unprivileged(Path program) {
    return isRoot()
        ? List.of(
            "setpriv",
            "--reuid=" + UNPRIVILEGED_USER,
            "--regid=" + UNPRIVILEGED_USER,
            "--clear-groups",
            program.toString())
        : List.of(program.toString());
  }

  private void handOver(Path path) throws IOException {
    if (isRoot()) {
      Files.setOwner(
          path,
          path.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(UNPRIVILEGED_USER));
    }
  }

  @Override
  public void close() {
    Process started = process;
    try {
      if (started != null && started.isAlive()) {
        // Ends connections, which a gentle signal waits for.
        run("pg_ctl", List.of("-D", data().toString(), "-m", "immediate", "-w", "stop"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (started != null) {
        started.destroyForcibly();
      }
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
