// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB server of the tests, as Debian packages it, on a free port of the loopback address. The
 * first test that needs the server starts it; it ends with the tests' virtual machine. The default
 * character set of its databases is Latin-1, so that the migrations must name theirs.
 *
 * <p>{@code -Dmariadb.isolation=REPEATABLE-READ} sets the isolation of the connections.
 */
final class TestMariadb {
  private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
  private static final Path INSTALL = Path.of("/usr/bin/mariadb-install-db");
  private static final String ISOLATION = System.getProperty("mariadb.isolation", "READ-COMMITTED");
  private static final Duration START = Duration.ofSeconds(60);
  private static @Nullable TestMariadb running;

  private final Path directory;
  private final int port;
  private @Nullable Process process;
  private int databases;

  private TestMariadb(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** The address of a new database. Skips the test on a machine without MariaDB. */
  static synchronized String newDatabase() {
    TestDatabase.assumeInstalled(Files.isExecutable(SERVER), "There is no " + SERVER);
    try {
      TestMariadb server = running;
      if (server == null) {
        server = start();
        running = server;
      }
      String name = "db" + ++server.databases;
      server.administer("create database " + name);
      return "jdbc:mariadb://127.0.0.1:%d/%s?user=gatepass&allowMultiQueries=true&transactionIsolation=%s"
          .formatted(server.port, name, ISOLATION);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs a script with the client that people use. */
  static void runByClient(String url, String script) throws IOException, InterruptedException {
    URI address = URI.create(url.substring("jdbc:".length()));
    Process client =
        new ProcessBuilder(
                "mariadb",
                "--no-defaults",
                "--host=127.0.0.1",
                "--port=" + address.getPort(),
                "--user=gatepass",
                "--database=" + address.getPath().substring(1))
            .redirectErrorStream(true)
            .start();
    try (OutputStream input = client.getOutputStream()) {
      input.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (client.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }

  /** Has the whole server reject the writes of the tests' user. */
  static synchronized void setReadOnly(boolean readOnly) throws SQLException {
    TestMariadb server = running;
    if (server != null) {
      server.administer("set global read_only = " + (readOnly ? "on" : "off"));
    }
  }

  private static TestMariadb start() throws IOException, InterruptedException {
    // Not below the module's directory, which the server's user may not be permitted to enter.
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "gp");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    TestMariadb server = new TestMariadb(directory, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    server.install();
    server.run();
    return server;
  }

  private void install() throws IOException, InterruptedException {
    Process install =
        program(
            INSTALL,
            "--no-defaults",
            "--datadir=" + directory.resolve("data"),
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve");
    if (install.waitFor() != 0) {
      throw new IllegalStateException(INSTALL + " failed: " + log(INSTALL));
    }
  }

  private void run() throws IOException, InterruptedException {
    Process started =
        program(
            SERVER,
            "--no-defaults",
            "--datadir=" + directory.resolve("data"),
            "--socket=" + directory.resolve("socket"),
            "--pid-file=" + directory.resolve("pid"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--skip-name-resolve",
            // The migrations name their character set: the default of newer versions would hide it.
            "--character-set-server=latin1",
            "--max-connections=400",
            "--innodb-flush-log-at-trx-commit=0");
    process = started;
    long start = System.nanoTime();
    while (true) {
      try {
        administer(
            "create user gatepass@'127.0.0.1';"
                + " grant all on *.* to gatepass@'127.0.0.1';"
                // Otherwise the user may write to a read-only server.
                + " revoke super, read only admin on *.* from gatepass@'127.0.0.1'");
        return;
      } catch (SQLException notYet) {
        if (!started.isAlive() || System.nanoTime() - start > START.toNanos()) {
          throw new IllegalStateException(SERVER + " failed: " + log(SERVER), notYet);
        }
        Thread.sleep(50);
      }
    }
  }

  private void administer(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:%d/?user=root&allowMultiQueries=true".formatted(port));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Process program(Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // MariaDB does not run as root; Debian's package brings this user.
      command.addAll(List.of("setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups", "--"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output(program).toFile())
        .start();
  }

  private Path output(Path program) {
    return directory.resolve(program.getFileName() + ".out");
  }

  private String log(Path program) throws IOException {
    return Files.readString(output(program));
  }

  private void stop() {
    try {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
