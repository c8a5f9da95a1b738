// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A signature algorithm of JSON Web Signature (RFC 7518, section 3.1) that a setting can list.
 * {@code none} and the algorithms with a shared key (HS256 and others) are not among them.
 */
public enum SignatureAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RS256(JWSAlgorithm.RS256),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RS384(JWSAlgorithm.RS384),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RS512(JWSAlgorithm.RS512),
  /** RSASSA-PSS with SHA-256. */
  PS256(JWSAlgorithm.PS256),
  /** RSASSA-PSS with SHA-384. */
  PS384(JWSAlgorithm.PS384),
  /** RSASSA-PSS with SHA-512. */
  PS512(JWSAlgorithm.PS512),
  /** ECDSA on P-256 with SHA-256. */
  ES256(JWSAlgorithm.ES256),
  /** ECDSA on P-384 with SHA-384. */
  ES384(JWSAlgorithm.ES384),
  /** ECDSA on P-521 with SHA-512. */
  ES512(JWSAlgorithm.ES512);

  @SuppressWarnings("ImmutableEnumChecker") // It is immutable, and has no annotation that says so.
  private final JWSHeader header;

  SignatureAlgorithm(JWSAlgorithm algorithm) {
    this.header = new JWSHeader(algorithm);
  }

  /**
   * Finds an algorithm by its name in a header.
   *
   * @param name the name, in the spelling of RFC 7518
   * @return the algorithm; empty for any other name
   */
  public static Optional<SignatureAlgorithm> named(String name) {
    return Stream.of(values()).filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }

  /** A header that states the algorithm, and nothing that a token states. */
  JWSHeader header() {
    return header;
  }

  JWSAlgorithm jws() {
    return header.getAlgorithm();
  }
}
