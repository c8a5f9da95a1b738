// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The callers: files of header values for wrk, a line for each request. The more frequent a caller,
 * the lower the number: the second calls half as often as the first, the third a third as often
 * (Zipf's law with the exponent 1).
 */
enum Callers {
  /** Always the same caller. */
  ONE("remote-user"),
  /** {@link #MOST} callers, or as many as there are accounts. */
  MANY("remote-user"),
  /** The same, each of them once, in turn. */
  EACH("remote-user"),
  /** {@link #TOKEN_COUNT} callers with signed assertions. */
  TOKENS(Tokens.HEADER),
  /** Callers that sessions remember. */
  SESSIONS("Cookie"),
  /** Callers with passwords whose hashes cost {@link Accounts#USUAL_ITERATIONS}. */
  PASSWORDS("Authorization"),
  /** Callers with passwords whose hashes cost {@link Accounts#FEWEST_ITERATIONS}. */
  CHEAP_PASSWORDS("Authorization");

  /** The number of different callers. */
  static final int MOST = 100_000;

  /** The number of sessions. */
  static final int SESSION_COUNT = 1_000;

  /** The number of different assertions: half of those that an application remembers. */
  static final int TOKEN_COUNT = 5_000;

  private static final int REQUESTS = 200_000;

  private final String header;

  Callers(String header) {
    this.header = header;
  }

  /** The header that names the caller. */
  String header() {
    return header;
  }

  /** The name of a caller. */
  static String name(int number) {
    return "caller" + number;
  }

  /** The first caller. */
  String first() {
    return name(this == CHEAP_PASSWORDS ? 2 : 1);
  }

  /**
   * Writes a file.
   *
   * @param callers the number of callers, each with an account
   * @param sessions the cookies of the sessions
   */
  void write(Path file, int callers, List<String> sessions) throws IOException {
    Files.write(file, lines(callers, sessions), StandardCharsets.UTF_8);
  }

  private List<String> lines(int callers, List<String> sessions) {
    return switch (this) {
      case ONE -> List.of(name(1));
      case MANY -> draw(callers, Callers::name);
      case EACH -> IntStream.rangeClosed(1, callers).mapToObj(Callers::name).toList();
      case TOKENS -> draw(tokens(Math.min(TOKEN_COUNT, callers)));
      case SESSIONS -> draw(sessions);
      case PASSWORDS -> draw(callers / 2, number -> basic(name(2 * number - 1)));
      case CHEAP_PASSWORDS -> draw(callers / 2, number -> basic(name(2 * number)));
    };
  }

  /** The header value of the first caller. */
  String firstLine(List<String> sessions) {
    return switch (this) {
      case ONE, MANY, EACH -> first();
      case TOKENS -> Tokens.of(first());
      case SESSIONS -> sessions.get(0);
      case PASSWORDS, CHEAP_PASSWORDS -> basic(first());
    };
  }

  private static List<String> tokens(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> Tokens.of(name(number))).toList();
  }

  private static String basic(String name) {
    byte[] credentials = (name + ":" + Accounts.PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  private static List<String> draw(List<String> lines) {
    return draw(lines.size(), number -> lines.get(number - 1));
  }

  private static List<String> draw(int greatest, IntFunction<String> line) {
    return draw(greatest, 1).mapToObj(line).toList();
  }

  /** Draws numbers from 1 on, by Zipf's law, always the same for a seed. */
  static IntStream draw(int greatest, long seed) {
    double[] upTo = new double[greatest];
    double sum = 0;
    for (int i = 0; i < greatest; i++) {
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
    double all = sum;
    return new Random(seed)
        .doubles(REQUESTS)
        .mapToInt(
            random -> {
              int found = Arrays.binarySearch(upTo, random * all);
              return Math.min(found < 0 ? -found : found + 1, greatest);
            });
  }
}
