// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The demo's war, or another, on a Payara Micro of its own, started as an operator starts it. */
final class PayaraMicro implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** A machine that does much else starts a server slowly. */
  private static final Duration PATIENCE_FOR_THE_START = Duration.ofMinutes(10);

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

  private final ServerProcess process;
  private final int port;

  private PayaraMicro(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with nothing but these environment variables, and the door of the run. */
  static PayaraMicro start(Path folder, Map<String, String> environment) throws IOException {
    return start(folder, environment, "payara-micro-preboot.txt", List.of(), List.of());
  }

  /** Starts it with another war. */
  static PayaraMicro start(Path folder, Path war) throws IOException {
    return start(folder, Map.of(), "payara-micro-preboot.txt", List.of(), List.of(), war);
  }

  /** Starts it with more options for the virtual machine and for the server. */
  static PayaraMicro start(
      Path folder,
      Map<String, String> environment,
      String prebootFile,
      List<String> javaOptions,
      List<String> serverOptions)
      throws IOException {
    Path demo = Path.of(System.getProperty("demo.war"));
    List<String> options = new ArrayList<>(javaOptions);
    options.add(System.getProperty("server.door", "-Dgatepass.door="));
    return start(folder, environment, prebootFile, options, serverOptions, demo);
  }

  private static PayaraMicro start(
      Path folder,
      Map<String, String> environment,
      String prebootFile,
      List<String> javaOptions,
      List<String> serverOptions,
      Path war)
      throws IOException {
    int port = freePort();
    Path log = Files.createTempFile(folder, "payara-micro-", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx768m");
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", System.getProperty("server.home")));
    command.addAll(List.of("--nocluster", "--nohazelcast"));
    command.addAll(
        List.of(
            "--prebootcommandfile",
            Path.of(System.getProperty("it.resources"), prebootFile).toString()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(serverOptions);
    command.addAll(List.of("--contextroot", "/", "--deploy", war.toString()));
    return new PayaraMicro(
        ServerProcess.start(new ProcessBuilder(command), environment, log), port);
  }

  /**
   * Starts it by a command that somebody else has written.
   *
   * @param folder where it runs
   * @param port the port that the command names
   */
  static PayaraMicro run(
      Path folder, List<String> command, Map<String, String> environment, int port)
      throws IOException {
    Path log = Files.createTempFile(folder, "payara-micro-", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    return new PayaraMicro(ServerProcess.start(builder, environment, log), port);
  }

  Http http() {
    return new Http(port, "");
  }

  /** The most memory that the process has held so far, as the kernel counts it. */
  long peakMemoryBytes() throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      String line = lines.filter(found -> found.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }
  }

  String log() {
    return process.log();
  }

  /** Waits until the demo answers. */
  void awaitDemo() throws InterruptedException {
    process.await(
        () -> {
          try {
            return http().get("/api/whoami").status() == 200;
          } catch (UncheckedIOException notYet) {
            return false;
          }
        },
        PATIENCE_FOR_THE_START);
  }

  /** Waits until the log holds a text. */
  void awaitInLog(String text) throws InterruptedException {
    awaitInLog(text, 0);
  }

  /** Waits until the log holds a text after so many characters. */
  void awaitInLog(String text, int from) throws InterruptedException {
    process.await(() -> log().indexOf(text, from) >= 0, PATIENCE);
  }

  /**
   * A port of the loopback address that nobody listens on, each time another. Below the ports that
   * connections get: one of those could take it before the server does.
   */
  static int freePort() {
    return IntStream.generate(() -> FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS)
        .limit(PORTS)
        .filter(PayaraMicro::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
