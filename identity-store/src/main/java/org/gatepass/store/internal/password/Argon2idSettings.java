// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cost and the length of an Argon2id hash.
 *
 * @param memoryKib the memory in KiB, "m"
 * @param iterations the number of passes over it, "t"
 * @param parallelism the number of lanes, "p"
 * @param saltBytes the length of the salt
 * @param hashBytes the length of the hash
 */
record Argon2idSettings(
    int memoryKib, int iterations, int parallelism, int saltBytes, int hashBytes) {

  /**
   * The settings of new hashes: m=19456 (19 MiB), t=2, p=1 from the OWASP Password Storage Cheat
   * Sheet, section "Argon2id"; the lengths of salt and hash from RFC 9106, section 4.
   */
  static final Argon2idSettings TODAY = new Argon2idSettings(19_456, 2, 1, 16, 32);

  private static final Pattern COST =
      Pattern.compile("m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})");

  private static final int MAX_MEMORY_KIB = 256 * 1_024;
  private static final int MAX_ITERATIONS = 16;
  private static final int MAX_PARALLELISM = 16;
  private static final int MIN_SALT_BYTES = 8;
  private static final int MIN_HASH_BYTES = 16; // a shorter one could match by chance
  private static final int MAX_BYTES = 64;

  /**
   * The settings of new hashes at another cost.
   *
   * @param cost the parameters as a PHC string gives them: {@code m=19456,t=2,p=1}
   * @throws IllegalArgumentException when the text has another format, or the cost is outside of
   *     the limits
   */
  static Argon2idSettings of(String cost) {
    Matcher parameters = COST.matcher(cost);
    if (parameters.matches()) {
      Argon2idSettings settings =
          new Argon2idSettings(
              Integer.parseInt(parameters.group(1)),
              Integer.parseInt(parameters.group(2)),
              Integer.parseInt(parameters.group(3)),
              TODAY.saltBytes(),
              TODAY.hashBytes());
      if (settings.areAffordable()) {
        return settings;
      }
    }
    throw new IllegalArgumentException(
        "\"" + cost + "\" is no cost of a password hash (example: m=19456,t=2,p=1)");
  }

  /**
   * Whether other settings are better: higher in at least one value, and lower in none. More memory
   * with fewer passes, or the reverse, does not count as better.
   */
  boolean areSurpassedBy(Argon2idSettings other) {
    return memoryKib <= other.memoryKib
        && iterations <= other.iterations
        && saltBytes <= other.saltBytes
        && hashBytes <= other.hashBytes
        && (memoryKib < other.memoryKib
            || iterations < other.iterations
            || saltBytes < other.saltBytes
            || hashBytes < other.hashBytes);
  }

  /** Whether RFC 9106 allows these settings, and they are below the maximum cost. */
  boolean areAffordable() {
    return isWithin(1, parallelism, MAX_PARALLELISM)
        && isWithin(8 * parallelism, memoryKib, MAX_MEMORY_KIB)
        && isWithin(1, iterations, MAX_ITERATIONS)
        && isWithin(MIN_SALT_BYTES, saltBytes, MAX_BYTES)
        && isWithin(MIN_HASH_BYTES, hashBytes, MAX_BYTES);
  }

  private static boolean isWithin(int lowest, int value, int highest) {
    return lowest <= value && value <= highest;
  }
}
