// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.gatepass.assertion.internal.AssertionSettings;
import org.gatepass.assertion.internal.ClaimPath;
import org.gatepass.assertion.internal.ClaimPaths;
import org.gatepass.assertion.internal.TokenRules;
import org.gatepass.assertion.internal.Verdict;
import org.gatepass.assertion.internal.VerifiedAssertions;
import org.gatepass.assertion.internal.keys.KeySource;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What a signed assertion costs: a remembered one, and the first sight of one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Assertions {
  private static final String ISSUER = "https://id.example.org/realms/clinic";
  private static final Duration MORE_THAN_REMEMBERED = Duration.ofMinutes(61);

  /** The algorithm of the signature. */
  @Param({"RS256", "ES256"})
  String algorithm = "RS256";

  private final String[] copies = new String[1 << 8];
  private int next;
  private @Nullable VerifiedAssertions assertions;
  private @Nullable VerifiedAssertions forgetful;
  private Instant now = Instant.now();

  /** For JMH. */
  public Assertions() {}

  /**
   * Makes keys, a token of about one kilobyte and what verifies it.
   *
   * @throws JOSEException if a key can't be made
   */
  @Setup
  public void prepare() throws JOSEException {
    RSAKey rsa = new RSAKeyGenerator(2_048).keyID("rsa").generate();
    ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    JWKSet keys = new JWKSet(List.of(rsa, ec));
    boolean isRsa = algorithm.equals("RS256");
    String token = token(isRsa ? new RSASSASigner(rsa) : new ECDSASigner(ec), isRsa ? "rsa" : "ec");
    Arrays.setAll(copies, i -> new String(token.toCharArray()));
    assertions = open(Instant::now, keys);
    forgetful = open(() -> now = now.plus(MORE_THAN_REMEMBERED), keys);
  }

  private static VerifiedAssertions open(InstantSource clock, JWKSet keys) {
    try {
      Path file = Files.createTempFile("keys", ".json");
      try {
        Files.writeString(file, keys.toString(true));
        TokenRules rules =
            new TokenRules(
                ISSUER,
                Set.of("ward-app"),
                Set.of(),
                Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256),
                Set.of("JWT"),
                Map.of(ClaimPath.parse("typ"), "Bearer"),
                Map.of(),
                Duration.ofSeconds(60),
                null,
                false);
        ClaimPaths claims =
            new ClaimPaths(
                ClaimPath.parse("preferred_username"),
                ClaimPath.parse("realm_access.roles"),
                ',',
                ClaimPath.parse("email"),
                ClaimPath.parse("name"),
                null);
        return new VerifiedAssertions(
            new AssertionSettings(
                "Authorization", new KeySource.KeyFile(file), Duration.ofHours(1), rules, claims),
            clock,
            System::nanoTime);
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String token(JWSSigner signer, String keyId) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("ward-app", "account"))
                .subject("0b4ea1bb-4e4e-4c39-9a5e-2e2b0f1f9d0b")
                .claim("exp", now.plus(Duration.ofDays(2_000_000)).getEpochSecond())
                .claim("iat", now.getEpochSecond())
                .claim("typ", "Bearer")
                .claim("azp", "proxy")
                .claim("sid", "5ad2c5a0-8f7e-4f3b-8b51-6f2e37cf3c3a")
                .claim("preferred_username", "person-000001")
                .claim("email", "person-000001@example.org")
                .claim("name", "Person One")
                .claim(
                    "realm_access",
                    Map.of("roles", List.of("nurse", "staff", "offline_access", "user")))
                .build());
    jwt.sign(signer);
    return jwt.serialize();
  }

  /**
   * A token that was verified before, in a text of its own, as a request brings it.
   *
   * @return the verdict
   */
  @Benchmark
  public Verdict remembered() {
    return verdict(assertions);
  }

  /**
   * A token that has to be verified.
   *
   * @return the verdict
   */
  @Benchmark
  public Verdict first() {
    return verdict(forgetful);
  }

  private Verdict verdict(@Nullable VerifiedAssertions verifying) {
    if (verifying != null
        && verifying.verify(copies[next++ & (copies.length - 1)])
            instanceof Verdict.Verified verified) {
      return verified;
    }
    throw new IllegalStateException("The token is not verified");
  }

  /**
   * Measures.
   *
   * @param arguments none
   * @throws RunnerException if JMH fails
   */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(Assertions.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xmx1g")
                .build())
        .run();
  }
}
