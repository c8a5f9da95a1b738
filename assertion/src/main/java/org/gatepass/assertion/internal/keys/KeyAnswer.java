// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HTTP answer that may hold keys. */
final class KeyAnswer {
  private static final long MIN_SECONDS = Duration.ofMinutes(1).toSeconds();
  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();
  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(10);
  private static final int OK = 200;
  private static final List<Integer> ABSENT = List.of(403, 404, 410);
  private static final Pattern MAX_AGE =
      Pattern.compile("(?i)(?:^|[,\\s])max-age=\"?([0-9]{1,9})\"?(?:[,\\s]|$)");
  private static final Pattern NOT_CACHED =
      Pattern.compile("(?i)(?:^|[,\\s])no-(?:cache|store)\\b");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private final int status;
  private final byte[] content;
  private final Duration lifetime;

  /**
   * Makes an answer.
   *
   * @param status the status
   * @param content the content
   * @param lifetime how long the content may be used without a further request
   */
  KeyAnswer(int status, byte[] content, Duration lifetime) {
    this.status = status;
    this.content = content;
    this.lifetime = lifetime;
  }

  Duration lifetime() {
    return lifetime;
  }

  /** Reads answers of one kind. */
  interface Reader {
    /**
     * Reads an answer.
     *
     * @return the keys; empty if the answer is that there are none
     * @throws IOException if the status is one of a failure
     * @throws MalformedKeysException if the content holds no keys
     */
    List<VerificationKey> read(KeyAnswer answer) throws IOException, MalformedKeysException;
  }

  /** The content; of an answer of success only. */
  byte[] expectOk() throws IOException {
    if (status != OK) {
      throw new IOException("the status is " + status);
    }
    return content;
  }

  /** Whether the status means that the content does not exist. S3 answers 403 for it. */
  boolean isAbsent() {
    return ABSENT.contains(status);
  }

  /**
   * The lifetime of an answer (RFC 9111, section 4.2): {@code max-age} less {@code Age}, from one
   * minute to one day; ten minutes if the answer names none or forbids caching.
   *
   * @param cacheControl the header {@code Cache-Control}; null if the answer lacks it
   * @param age the header {@code Age}; null if the answer lacks it
   */
  static Duration lifetime(@Nullable String cacheControl, @Nullable String age) {
    if (cacheControl == null || NOT_CACHED.matcher(cacheControl).find()) {
      return DEFAULT_LIFETIME;
    }
    Matcher maxAge = MAX_AGE.matcher(cacheControl);
    if (!maxAge.find()) {
      return DEFAULT_LIFETIME;
    }
    long passed = age != null && SECONDS.matcher(age).matches() ? Long.parseLong(age) : 0;
    long left = Long.parseLong(maxAge.group(1)) - passed;
    return Duration.ofSeconds(Math.min(Math.max(left, MIN_SECONDS), MAX_SECONDS));
  }
}
