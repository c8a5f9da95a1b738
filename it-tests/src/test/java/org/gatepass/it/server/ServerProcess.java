// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.it.client.Http;

/** A server that a test starts by its command, as an operator does, and whose log it reads. */
public final class ServerProcess implements AutoCloseable {
  /**
   * JVM options of the servers that tests start. C1 only: most tests need no more, and it takes
   * less processor time.
   */
  public static final List<String> JVM =
      List.of("-Xmx768m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** Overrides {@link #JVM} in a test that measures: C1 and C2, as in production. */
  public static final String BOTH_COMPILERS = "-XX:TieredStopAtLevel=4";

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** A machine that does much else starts a server slowly. */
  private static final Duration PATIENCE_FOR_THE_START = Duration.ofMinutes(10);

  private final Process process;
  private final Path log;
  private final int port;

  private ServerProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param folder where it runs and has its log
   * @param environment variables in addition to those of this process, of which those of Gatepass
   *     are left out
   * @param port the port that the command names
   */
  public static ServerProcess start(
      Path folder, List<String> command, Map<String, String> environment, int port)
      throws IOException {
    Path log = Files.createTempFile(folder, "server-", ".log");
    return start(new ProcessBuilder(command).directory(folder.toFile()), environment, log, port);
  }

  /** Starts what a builder describes. */
  public static ServerProcess start(
      ProcessBuilder builder, Map<String, String> environment, Path log, int port)
      throws IOException {
    builder.environment().keySet().removeIf(name -> name.startsWith("GATEPASS_"));
    builder.environment().putAll(environment);
    return new ServerProcess(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log, port);
  }

  public Http http() {
    return http("");
  }

  public Http http(String contextPath) {
    return new Http(port, contextPath);
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** The most memory that the process has held so far, as the kernel counts it. */
  public long peakMemoryBytes() throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      String line = lines.filter(found -> found.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }
  }

  /** The addresses on which the process waits for connections. */
  public Set<InetAddress> listeningAddresses() throws IOException {
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> open =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      for (Path each : open) {
        try {
          sockets.add(Files.readSymbolicLink(each).toString());
        } catch (NoSuchFileException closedMeanwhile) {
          // It was no socket that waits.
        }
      }
    }
    Set<InetAddress> addresses = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
        String[] columns = line.strip().split(" +", -1);
        boolean listens = columns[3].equals("0A");
        if (listens && sockets.contains("socket:[" + columns[9] + "]")) {
          addresses.add(address(columns[1].split(":", 2)[0]));
        }
      }
    }
    return addresses;
  }

  /** An address as the kernel writes it: words of four bytes, each with its last byte first. */
  private static InetAddress address(String hex) throws IOException {
    byte[] words = HexFormat.of().parseHex(hex);
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i / 4 * 4 + 3 - i % 4];
    }
    return InetAddress.getByAddress(bytes);
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the demo answers. */
  public void awaitDemo() throws InterruptedException {
    awaitAnswer("/api/whoami");
  }

  /** Waits until a path is answered with 200. The port may open after the application's start. */
  public void awaitAnswer(String path) throws InterruptedException {
    await(
        () -> {
          try {
            return http().get(path).status() == 200;
          } catch (UncheckedIOException notYet) {
            return false;
          }
        },
        PATIENCE_FOR_THE_START);
  }

  /** Waits until the log holds a text. */
  public void awaitInLog(String text) throws InterruptedException {
    awaitInLog(text, 0);
  }

  /** Waits until the log holds a text after so many characters. */
  public void awaitInLog(String text, int from) throws InterruptedException {
    await(() -> log().indexOf(text, from) >= 0, PATIENCE);
  }

  /** Waits until the log holds a match after so many characters. */
  public void awaitInLog(Pattern pattern, int from) throws InterruptedException {
    await(() -> pattern.matcher(log()).find(from), PATIENCE);
  }

  /** Waits until something is so; that the server has ended is a failure. */
  public void await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || !process.isAlive()) {
        throw new AssertionError("It did not happen, and the server said:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Ends it at once, as a machine does that loses its power. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Suspends the process: connections stay open, without answers. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Resumes the process. */
  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill " + signal + " failed");
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
