// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** An issuer of signed assertions, with one key. */
final class Tokens {
  /** The header of the assertion. */
  static final String HEADER = "x-assertion";

  private static final String ISSUER = "https://id.example.org";
  private static final String AUDIENCE = "load";
  private static final Duration MORE_THAN_A_RUN = Duration.ofHours(6);
  private static final RSAKey KEY = generated();

  private Tokens() {}

  private static RSAKey generated() {
    try {
      return new RSAKeyGenerator(2_048).keyID("load").generate();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The settings of an application that trusts this issuer. */
  static Map<String, String> settings() {
    return Map.of(
        "gatepass.assertion.header", HEADER,
        "gatepass.assertion.issuer", ISSUER,
        "gatepass.assertion.audience", AUDIENCE,
        "gatepass.assertion.keys", new JWKSet(KEY.toPublicJWK()).toString(true));
  }

  /** An assertion of a caller, with about 700 characters, as from an identity provider. */
  static String of(String caller) {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(caller)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(MORE_THAN_A_RUN)))
                .claim("email", caller + "@example.org")
                .claim("name", "Person of the name " + caller)
                .claim("sid", "5ad2c5a0-8f7e-4f3b-8b51-6f2e37cf3c3a")
                .build());
    try {
      token.sign(new RSASSASigner(KEY));
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
    return token.serialize();
  }
}
