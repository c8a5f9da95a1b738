// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that runs until it is stopped, or this one ends. */
final class Program implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path log;
  private final Thread atTheEnd = new Thread(this::stop);

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(atTheEnd);
  }

  static Program start(Path log, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("GATEPASS_"));
    builder.environment().putAll(environment);
    return new Program(
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile())).start(),
        log);
  }

  /** Runs a program to its end, and returns its output. */
  static String run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("gatepass-load-", ".txt");
    try (Program program = start(log, command, Map.of())) {
      int status = program.process.waitFor();
      String said = program.log();
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + status + ": " + said);
      }
      return said;
    } finally {
      Files.delete(log);
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Binds it, with all its present threads and processes, to one processor. */
  void pin(int processor) throws IOException, InterruptedException {
    for (ProcessHandle each : all().toList()) {
      pin(each, processor);
    }
  }

  /** Binds the present threads of a process to one processor. */
  static void pin(ProcessHandle process, int processor) throws IOException, InterruptedException {
    run(List.of("taskset", "-a", "-c", "-p", Integer.toString(processor), process.pid() + ""));
  }

  /** The process id of its virtual machine. */
  long javaPid() {
    return all()
        .filter(each -> each.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException thisProgramEnds) {
      // Then the hook has nothing left to stop.
    }
  }

  private void stop() {
    List<ProcessHandle> all = all().toList();
    all.forEach(ProcessHandle::destroy);
    try {
      for (ProcessHandle each : all) {
        each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (Exception notYet) {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
