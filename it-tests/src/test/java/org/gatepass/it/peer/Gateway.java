// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway as Debian packages it, run by a test on free ports of the loopback address. */
public final class Gateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;
  private final int plainPort;
  private final int tlsPort;

  private Gateway(Process process, Path log, int plainPort, int tlsPort) {
    this.process = process;
    this.log = log;
    this.plainPort = plainPort;
    this.tlsPort = tlsPort;
  }

  /** The same as {@link #assumeProgram}, and skips the tests on other servers than Payara Micro. */
  public static void assumeInstalled(Path program) {
    assumeTrue(
        "payara-micro".equals(System.getProperty("arquillian.launch")),
        "It starts Payara Micro itself, which the other servers' runs don't fetch.");
    assumeProgram(program);
  }

  /**
   * Skips the tests on a machine without the program, unless the system property {@code
   * gateways.required} is true: then they fail.
   */
  public static void assumeProgram(Path program) {
    String missing = "There is no gateway to test: " + program + " (see CONTRIBUTING.md)";
    boolean there = Files.isExecutable(program);
    if (Boolean.getBoolean("gateways.required")) {
      assertThat(there).as(missing).isTrue();
    }
    assumeTrue(there, missing);
  }

  /**
   * Starts one, and waits until it listens.
   *
   * @param folder where it runs and its log is written
   * @param command the program and its arguments: it must stay in the foreground
   */
  public static Gateway start(Path folder, List<String> command, int plainPort, int tlsPort)
      throws IOException, InterruptedException {
    return start(folder, command, Map.of(), plainPort, tlsPort);
  }

  /** The same with environment variables in addition to those of this process. */
  public static Gateway start(
      Path folder,
      List<String> command,
      Map<String, String> environment,
      int plainPort,
      int tlsPort)
      throws IOException, InterruptedException {
    Path log = folder.resolve("gateway.log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Gateway gateway = new Gateway(process, log, plainPort, tlsPort);
    gateway.await(plainPort);
    gateway.await(tlsPort);
    return gateway;
  }

  private void await(int port) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(port)) {
      if (System.nanoTime() - end > 0 || !process.isAlive()) {
        close();
        throw new AssertionError("The gateway did not start, and said:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The port that redirects to the other. */
  public int plainPort() {
    return plainPort;
  }

  public int tlsPort() {
    return tlsPort;
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies the files of a recipe.
   *
   * @param changes the changes of a test, by the exact text to replace; a text that is missing in
   *     all files is a mistake
   */
  public static void copy(Path recipe, Path folder, Map<String, String> changes)
      throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(recipe)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        all.append(text);
        for (Map.Entry<String, String> change : changes.entrySet()) {
          text = text.replace(change.getKey(), change.getValue());
        }
        Path copy = folder.resolve(recipe.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, text);
      }
    }
    assertThat(all).contains(changes.keySet());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
