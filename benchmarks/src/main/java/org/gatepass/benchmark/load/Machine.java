// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** The machine that measures. */
final class Machine {
  private Machine() {}

  /** The description of the machine and of the measurement. */
  static String describe(LoadOptions options) throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors < 2) {
      throw new IllegalStateException("One processor is for the server, another for wrk");
    }
    return """
        Date: %s. Machine: %s, %d processors, Linux %s, Java %s. Load before the start: %s.
        %d rounds of %d s, %d connections, up to %,d callers.
        """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            model(),
            processors,
            System.getProperty("os.version"),
            System.getProperty("java.vm.version"),
            Files.readString(Path.of("/proc/loadavg")).replaceAll(" [^ ]*/.*\\s*", ""),
            options.rounds(),
            options.seconds(),
            Wrk.CONNECTIONS,
            Callers.MOST);
  }

  /** Binds this program to the processor of load generators. */
  static void pinThisProgram() throws IOException, InterruptedException {
    Program.pin(ProcessHandle.current(), Wrk.PROCESSOR);
  }

  private static String model() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceAll(".*: ", ""))
          .findFirst()
          .orElse("unknown");
    }
  }
}
