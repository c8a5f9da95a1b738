// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A public key that verifies signatures by a fixed set of algorithms. Two objects are different
 * even if they hold the same key; {@link #isSameAs} compares. Immutable and safe for use by many
 * threads.
 */
public final class VerificationKey {
  private static final int MIN_RSA_BITS = 2_048;
  private static final int MAX_RSA_BITS = 8_192;

  private final @Nullable String id;
  private final PublicKey key;
  private final JWSVerifier verifier;
  private final Set<SignatureAlgorithm> algorithms;

  private VerificationKey(
      @Nullable String id,
      PublicKey key,
      JWSVerifier verifier,
      Set<SignatureAlgorithm> algorithms) {
    this.id = id;
    this.key = key;
    this.verifier = verifier;
    this.algorithms = algorithms;
  }

  /**
   * Makes a key.
   *
   * @param id its id, the {@code kid} of its tokens; null for none
   * @param key an RSA key of 2,048 to 8,192 bits, or a key on P-256, P-384 or P-521
   * @param allowed the algorithms that the key may be used with, if its type fits
   * @return the key; empty for a key of another type or size, and if no algorithm remains
   */
  public static Optional<VerificationKey> of(
      @Nullable String id, PublicKey key, Set<SignatureAlgorithm> allowed) {
    try {
      JWSVerifier verifier;
      if (key instanceof RSAPublicKey rsa && hasLegalSize(rsa)) {
        verifier = new RSASSAVerifier(rsa);
      } else if (key instanceof ECPublicKey ec) {
        verifier = new ECDSAVerifier(ec);
      } else {
        return Optional.empty();
      }
      Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
      allowed.stream()
          .filter(algorithm -> verifier.supportedJWSAlgorithms().contains(algorithm.jws()))
          .forEach(algorithms::add);
      return algorithms.isEmpty()
          ? Optional.empty()
          : Optional.of(new VerificationKey(id, key, verifier, algorithms));
    } catch (JOSEException unsupportedCurve) {
      return Optional.empty();
    }
  }

  private static boolean hasLegalSize(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS;
  }

  /**
   * The id of the key.
   *
   * @return the id; null if the source gives the key none
   */
  public @Nullable String id() {
    return id;
  }

  /**
   * Whether the key may verify a token. A key without an id fits each id.
   *
   * @param wantedId the id that the token names; null for none
   * @param algorithm the algorithm that the token names
   * @return whether id and algorithm fit
   */
  public boolean fits(@Nullable String wantedId, SignatureAlgorithm algorithm) {
    return algorithms.contains(algorithm)
        && (id == null || wantedId == null || id.equals(wantedId));
  }

  /**
   * Verifies a signature.
   *
   * @param algorithm an algorithm that {@link #fits}
   * @param signingInput the bytes that were signed
   * @param signature the signature
   * @return whether the private key of this key made the signature
   */
  public boolean verifies(SignatureAlgorithm algorithm, byte[] signingInput, byte[] signature) {
    try {
      return verifier.verify(algorithm.header(), signingInput, Base64URL.encode(signature));
    } catch (JOSEException wrong) {
      return false;
    }
  }

  boolean isSameAs(VerificationKey other) {
    return (id == null ? other.id == null : id.equals(other.id))
        && algorithms.equals(other.algorithms)
        && key.equals(other.key);
  }
}
