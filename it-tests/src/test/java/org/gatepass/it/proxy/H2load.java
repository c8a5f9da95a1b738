// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** h2load of nghttp2: it sends requests on few connections of HTTP/2, and counts the statuses. */
public final class H2load {
  public static final Path PROGRAM = Path.of("/usr/bin/h2load");

  private static final int CONNECTIONS = 8;
  private static final int AT_ONCE_ON_EACH = 32;
  private static final Pattern COUNTS =
      Pattern.compile("status codes: (\\d+) 2xx, (\\d+) 3xx, (\\d+) 4xx, (\\d+) 5xx");

  private H2load() {}

  /**
   * The answers by the first digit of their status.
   *
   * @param lost requests without an answer
   */
  public record Counts(int ok, int redirects, int clientErrors, int serverErrors, int lost) {}

  /**
   * Sends requests for addresses in turn.
   *
   * @param folder where the list of addresses is written
   * @param requests how many: a multiple of the number of connections
   */
  static Counts run(Path folder, List<String> addresses, int requests)
      throws IOException, InterruptedException {
    Path list = Files.write(folder.resolve("addresses"), addresses);
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--requests=" + requests,
                "--clients=" + CONNECTIONS,
                "--max-concurrent-streams=" + AT_ONCE_ON_EACH,
                "--input-file=" + list)
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      MatchResult found =
          COUNTS
              .matcher(output)
              .results()
              .findFirst()
              .orElseThrow(() -> new AssertionError("h2load failed:\n" + output));
      int[] counts =
          IntStream.rangeClosed(1, 4).map(i -> Integer.parseInt(found.group(i))).toArray();
      return new Counts(
          counts[0], counts[1], counts[2], counts[3], requests - IntStream.of(counts).sum());
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
