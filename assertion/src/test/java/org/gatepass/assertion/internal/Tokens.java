// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepass.assertion.internal.keys.KeyLookup;
import org.gatepass.assertion.internal.keys.KeySet;
import org.gatepass.assertion.internal.keys.KeySource;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.gatepass.assertion.internal.keys.VerificationKey;

/** Settings and key sets of tests. */
final class Tokens {
  static final TokenRules RULES =
      new TokenRules(
          Issuer.ISSUER,
          Set.of(Issuer.AUDIENCE),
          Set.of(),
          Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256),
          Set.of("JWT", "at+jwt"),
          Map.of(ClaimPath.parse("typ"), "Bearer"),
          Map.of(),
          Duration.ofSeconds(60),
          null,
          false);
  static final ClaimPaths PATHS =
      new ClaimPaths(
          ClaimPath.parse("preferred_username"),
          ClaimPath.parse("realm_access.roles"),
          ',',
          ClaimPath.parse("email"),
          ClaimPath.parse("name"),
          null);

  private Tokens() {}

  static TokenRules rules(
      Set<String> audiences, Set<String> parties, Map<String, String> headers, Duration maxAge) {
    return new TokenRules(
        Issuer.ISSUER,
        audiences,
        parties,
        RULES.algorithms(),
        RULES.types(),
        RULES.requiredClaims(),
        headers,
        RULES.clockSkew(),
        maxAge,
        false);
  }

  static AssertionSettings settings(TokenRules rules, KeySource keys) {
    return new AssertionSettings("X-Token", keys, Duration.ofHours(1), rules, PATHS);
  }

  static AssertionSettings settings(TokenRules rules) {
    return settings(rules, new KeySource.KeyFile(Path.of("unused")));
  }

  static VerificationKey rsa() throws Exception {
    return VerificationKey.of(
            Issuer.RSA.getKeyID(), Issuer.RSA.toRSAPublicKey(), RULES.algorithms())
        .orElseThrow();
  }

  static VerificationKey ec() throws Exception {
    return VerificationKey.of(Issuer.EC.getKeyID(), Issuer.EC.toECPublicKey(), RULES.algorithms())
        .orElseThrow();
  }

  /** Assertions by {@link #RULES} whose keys are known, for fuzzing. */
  static VerifiedAssertions assertions() {
    try {
      return new VerifiedAssertions(
          settings(RULES), new Keys(rsa(), ec()), new Clock(), 10, 1_000_000);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A clock that tests set. */
  static final class Clock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(Issuer.NOW);

    @Override
    public Instant instant() {
      return now.get();
    }

    void pass(Duration duration) {
      now.updateAndGet(time -> time.plus(duration));
    }
  }

  /** Keys that tests change, and the number of searches. */
  static final class Keys implements KeySet {
    final AtomicInteger searches = new AtomicInteger();
    private volatile List<VerificationKey> keys;
    private volatile KeyLookup instead;
    private Runnable meanwhile = () -> {};

    Keys(VerificationKey... keys) {
      this.keys = List.of(keys);
    }

    void become(VerificationKey... newKeys) {
      keys = List.of(newKeys);
    }

    void become(KeyLookup lookup) {
      instead = lookup;
    }

    /** What another request does during the next search or check, once. */
    void meanwhile(Runnable other) {
      meanwhile = other;
    }

    private void letOthersRun() {
      Runnable other = meanwhile;
      meanwhile = () -> {};
      other.run();
    }

    @Override
    public KeyLookup find(String keyId, SignatureAlgorithm algorithm) {
      searches.incrementAndGet();
      letOthersRun();
      return instead != null ? instead : KeySet.select(keys, keyId, algorithm);
    }

    @Override
    public KeyLookup findNewer(String keyId, SignatureAlgorithm algorithm) {
      return find(keyId, algorithm);
    }

    @Override
    public KeyLookup notHeld(VerificationKey key) {
      letOthersRun();
      if (instead != null) {
        return instead;
      }
      return keys.contains(key) ? null : new KeyLookup.Unknown();
    }
  }
}
