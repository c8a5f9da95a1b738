// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.gatepass.assertion.internal.Verdict.Reason;
import org.gatepass.assertion.internal.Verdict.Verified;
import org.gatepass.assertion.internal.keys.KeyLookup;
import org.gatepass.assertion.internal.keys.KeySet;

/**
 * Verifies tokens, and remembers verified ones, so that a token costs one signature check. A token
 * is remembered until it expires, until its key is no longer one of the issuer's, or for an hour.
 * At most 10,000 tokens with 16 Mi characters are remembered. Safe for use by many threads.
 */
public final class VerifiedAssertions {
  private static final int MAX_TOKENS = 10_000;
  private static final long MAX_CHARACTERS = 16 * 1024 * 1024;

  private final TokenRules rules;
  private final KeySet keys;
  private final AssertionVerifier verifier;
  private final InstantSource clock;
  private final int maxTokens;
  private final long maxCharacters;
  private final Map<RememberedToken, Verified> remembered = new ConcurrentHashMap<>();
  private final AtomicLong characters = new AtomicLong();

  /**
   * Opens the source of the keys; no key is fetched before the first token.
   *
   * @param settings the settings
   * @param clock the time of day
   * @param nanoTime a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   * @throws IllegalArgumentException if the keys are in a file without usable keys
   */
  public VerifiedAssertions(
      AssertionSettings settings, InstantSource clock, LongSupplier nanoTime) {
    this(
        settings,
        settings.keys().open(settings.rules().algorithms(), settings.keysKept(), nanoTime),
        clock,
        MAX_TOKENS,
        MAX_CHARACTERS);
  }

  VerifiedAssertions(
      AssertionSettings settings,
      KeySet keys,
      InstantSource clock,
      int maxTokens,
      long maxCharacters) {
    this.rules = settings.rules();
    this.keys = keys;
    this.verifier = new AssertionVerifier(settings.rules(), settings.claims(), keys, clock);
    this.clock = clock;
    this.maxTokens = maxTokens;
    this.maxCharacters = maxCharacters;
  }

  /**
   * Verifies a token. The call may fetch keys, which takes at most about two seconds.
   *
   * @param token the token; empty if the request has none
   * @return the verdict
   */
  public Verdict verify(String token) {
    if (token.isEmpty()) {
      return Verdict.Rejected.because(Reason.MISSING);
    }
    // As the parser does, but before a key is made of all characters.
    if (token.length() > CompactToken.MAX_LENGTH) {
      return Verdict.Rejected.because(Reason.MALFORMED);
    }
    RememberedToken key = new RememberedToken(token);
    Verified known = remembered.get(key);
    if (known != null) {
      KeyLookup notHeld =
          clock.instant().isBefore(known.rememberedUntil())
              ? keys.notHeld(known.key())
              : new KeyLookup.Unknown();
      if (notHeld == null) {
        return known;
      }
      if (notHeld instanceof KeyLookup.Unavailable unavailable) {
        return new Verdict.Rejected(Reason.KEYS_UNAVAILABLE, unavailable.retryAfter());
      }
      forget(key);
    }
    Verdict verdict = verifier.verify(token);
    if (verdict instanceof Verified verified) {
      remember(key, verified);
    }
    return verdict;
  }

  /**
   * The time since the issuer's keys were fetched.
   *
   * @return the time in nanoseconds; empty before the first fetch, for keys from a file, and for
   *     keys that are fetched one by one
   */
  public OptionalLong keySetAgeNanos() {
    return keys.ageNanos();
  }

  /**
   * Creates a verifier of logout tokens of the same issuer, with the same keys.
   *
   * @return the verifier, which has accepted no token yet
   * @throws IllegalArgumentException if neither an authorized party nor an audience is configured
   */
  public LogoutTokens logoutTokens() {
    return new LogoutTokens(rules, keys, clock);
  }

  private void remember(RememberedToken token, Verified verified) {
    if (remembered.put(token, verified) == null) {
      characters.addAndGet(token.length());
    }
    if (isFull()) {
      makeRoom();
    }
  }

  private void forget(RememberedToken token) {
    if (remembered.remove(token) != null) {
      characters.addAndGet(-token.length());
    }
  }

  private boolean isFull() {
    return remembered.size() > maxTokens || characters.get() > maxCharacters;
  }

  /** Forgets the tokens that have expired, and others until an eighth is free. */
  private synchronized void makeRoom() {
    if (!isFull()) {
      return;
    }
    Instant now = clock.instant();
    remembered.forEach(
        (token, verified) -> {
          if (!now.isBefore(verified.rememberedUntil())) {
            forget(token);
          }
        });
    Iterator<RememberedToken> tokens = remembered.keySet().iterator();
    while (tokens.hasNext()
        && (remembered.size() > maxTokens - maxTokens / 8
            || characters.get() > maxCharacters - maxCharacters / 8)) {
      forget(tokens.next());
    }
  }
}
