// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.benchmark.load.war.Proxy;

/** The load generator, with one thread on a processor of its own. */
final class Wrk {
  static final int CONNECTIONS = 16;

  /** The processor of load generators. */
  static final int PROCESSOR = 1;

  private static final int PATIENCE_SECONDS = 900;
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern FAILURE = Pattern.compile("Non-2xx.*|Socket errors.*");

  private final URI url;
  private final String header;

  Wrk(URI url, String header) {
    this.url = url;
    this.header = header;
  }

  /**
   * The result of a run.
   *
   * @param requests the number of requests
   * @param rate the requests a second
   */
  record Load(long requests, double rate) {}

  /** Requests of a file's callers, again and again for a time. */
  Load run(Path callers, int seconds) throws IOException, InterruptedException {
    String said = say(callers, seconds, "");
    Matcher failure = FAILURE.matcher(said);
    if (failure.find()) {
      throw new IllegalStateException(url + ": " + failure.group());
    }
    return new Load(Long.parseLong(find(REQUESTS, said)), Double.parseDouble(find(RATE, said)));
  }

  /** One request of each of a file's callers. */
  void runOnce(Path callers) throws IOException, InterruptedException {
    say(callers, PATIENCE_SECONDS, "once");
  }

  private String say(Path callers, int seconds, String once)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(PROCESSOR)));
    command.addAll(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s"));
    command.addAll(List.of("--timeout", "30s", "-s", "benchmarks/callers.lua", url.toString()));
    command.addAll(List.of("--", callers.toString(), header, Proxy.SECRET, once));
    return Program.run(command);
  }

  private static String find(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk said: " + said);
    }
    return matcher.group(1);
  }
}
