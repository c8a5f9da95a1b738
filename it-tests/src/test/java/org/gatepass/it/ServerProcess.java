// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The process of a server that a test starts, and what it says. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it with these environment variables as the only ones that are settings.
   *
   * @param log the file to which it writes
   */
  static ServerProcess start(ProcessBuilder builder, Map<String, String> environment, Path log)
      throws IOException {
    builder.environment().keySet().removeIf(name -> name.startsWith("GATEPASS_"));
    builder.environment().putAll(environment);
    return new ServerProcess(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  long pid() {
    return process.pid();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something is so; that the server has ended is a failure. */
  void await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || !process.isAlive()) {
        throw new AssertionError("It did not happen, and the server said:\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(200);
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
