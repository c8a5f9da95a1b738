// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of the tests, as Debian packages it, on a free port of the loopback address.
 * The first test that needs the server starts it; it ends with the tests' virtual machine.
 */
final class TestPostgres {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static @Nullable TestPostgres running;

  private final Path programs;
  private final Path directory;
  private final int port;
  private int databases;

  private TestPostgres(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /** The address of a new database. Skips the test on a machine without PostgreSQL. */
  static synchronized String newDatabase() {
    Path programs = programs();
    try {
      TestPostgres server = running;
      if (server == null) {
        server = start(programs);
        running = server;
      }
      String name = "db" + ++server.databases;
      try (Connection connection = DriverManager.getConnection(server.url("postgres"));
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return server.url(name);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The folder of the programs. Skips the test on a machine without PostgreSQL. */
  static Path programs() {
    Optional<Path> programs = newestPrograms();
    TestDatabase.assumeInstalled(programs.isPresent(), "There is no PostgreSQL below " + VERSIONS);
    return programs.orElseThrow();
  }

  private static Optional<Path> newestPrograms() {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(bin -> bin.getParent().getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=gatepass";
  }

  private static TestPostgres start(Path programs) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "gp");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    TestPostgres server = new TestPostgres(programs, directory, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    server.program(
        "initdb",
        "-D",
        server.data(),
        "-A",
        "trust",
        "-U",
        "gatepass",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C.UTF-8");
    server.program(
        "pg_ctl",
        "-D",
        server.data(),
        "-w",
        "-l",
        directory.resolve("log").toString(),
        "-o",
        "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -p " + port,
        "start");
    return server;
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private void stop() {
    try {
      program("pg_ctl", "-D", data(), "-m", "immediate", "stop");
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void program(String name, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // PostgreSQL does not run as root; Debian's package brings this user.
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    Path output = directory.resolve(name + ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          command + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
    }
  }
}
