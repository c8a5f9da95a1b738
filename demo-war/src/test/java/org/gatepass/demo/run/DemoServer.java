// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The demo on Payara Micro, in a process of its own that listens on the loopback address alone. The
 * process is written down, so that the next run can end one that was left behind.
 */
final class DemoServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;
  private static final int LAST_LINES = 15;

  /** H2 reads "./" as the working directory of the process; its own default opens a port. */
  private static final String COMMANDS_BEFORE_START =
      """
      set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
      set resources.jdbc-connection-pool.H2Pool.property.URL=jdbc:h2:./accounts;AUTO_SERVER=FALSE
      """;

  private final Process process;
  private final Path log;
  private final Path processFile;

  private DemoServer(Process process, Path log, Path processFile) {
    this.process = process;
    this.log = log;
    this.processFile = processFile;
  }

  /**
   * Starts the process; it takes some seconds until it answers.
   *
   * @param data the directory for its files
   * @param payaraMicro the jar
   * @param war the application
   * @param port the port to listen on
   * @param environment the application's settings; the only ones of Gatepass that it sees
   */
  static DemoServer start(
      DemoData data, Path payaraMicro, Path war, int port, Map<String, String> environment)
      throws IOException {
    Files.writeString(data.file("before-start.asadmin"), COMMANDS_BEFORE_START);
    Path log = data.file("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            // A server for one person: half the time until it answers.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + data.emptyDirectory("tmp"),
            "-jar",
            payaraMicro.toString(),
            "--nohazelcast",
            "--port",
            Integer.toString(port),
            "--contextroot",
            "/",
            "--prebootcommandfile",
            "before-start.asadmin",
            "--deploy",
            war.toString());
    builder.directory(data.directory().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GATEPASS_"));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    Path processFile = data.file("server.process");
    Files.writeString(processFile, process.pid() + "\n" + startOf(process.toHandle()) + "\n");
    return new DemoServer(process, log, processFile);
  }

  /**
   * Ends the process of an earlier run whose launcher was killed.
   *
   * @return its number, if there was one
   */
  static Optional<Long> endLeftBehind(DemoData data) throws IOException {
    Path processFile = data.file("server.process");
    if (!Files.exists(processFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(processFile);
    Files.delete(processFile);
    if (lines.size() != 2) {
      return Optional.empty();
    }
    Optional<ProcessHandle> leftBehind =
        ProcessHandle.of(Long.parseLong(lines.get(0)))
            .filter(process -> isSameInstant(lines.get(1), startOf(process)));
    leftBehind.ifPresent(DemoServer::end);
    return leftBehind.map(ProcessHandle::pid);
  }

  /** The start time of the process, to distinguish it from a later one with its number. */
  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /** Two readings of one start may differ, because they depend on the system's clock. */
  private static boolean isSameInstant(String one, String other) {
    return !one.equals("unknown")
        && !other.equals("unknown")
        && Duration.between(Instant.parse(one), Instant.parse(other)).abs().toSeconds() < 3;
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits until the process ends. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Whether all that could be deployed has been; without a fault of ours the demo answers then. */
  boolean hasStarted() throws IOException {
    return logText().contains("] Payara Micro ") && logText().contains(") ready in ");
  }

  /** The faults in the log, and the end of the log. */
  String lastWords() throws IOException {
    List<String> lines = logText().lines().filter(line -> !line.isBlank()).toList();
    int end = Math.max(0, lines.size() - LAST_LINES);
    return IntStream.range(0, lines.size())
        // The description of a fault may be on the next line.
        .filter(i -> i >= end || isFault(lines, i) || isFault(lines, i - 1))
        .mapToObj(lines::get)
        .collect(Collectors.joining("\n"));
  }

  private static boolean isFault(List<String> lines, int i) {
    return i >= 0 && lines.get(i).contains("SEVERE");
  }

  private String logText() throws IOException {
    return new String(Files.readAllBytes(log), UTF_8);
  }

  /** Ends the process, and waits until it has ended. */
  @Override
  public void close() throws IOException {
    end(process.toHandle());
    Files.deleteIfExists(processFile);
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception unwilling) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
