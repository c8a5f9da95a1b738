// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.gatepass.assertion.internal.Issuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationKeyTest {
  private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);

  @ParameterizedTest
  @EnumSource
  void verifiesByEachAlgorithm(SignatureAlgorithm algorithm) throws Exception {
    ECKey p384 = Issuer.ec("p384", Curve.P_384);
    ECKey p521 = Issuer.ec("p521", Curve.P_521);
    com.nimbusds.jose.jwk.JWK jwk =
        switch (algorithm) {
          case ES256 -> Issuer.EC;
          case ES384 -> p384;
          case ES512 -> p521;
          default -> Issuer.RSA;
        };
    PublicKey publicKey =
        jwk instanceof ECKey ec ? ec.toECPublicKey() : Issuer.RSA.toRSAPublicKey();
    String[] parts = Issuer.parts(Issuer.token(jwk, algorithm.name(), Issuer.claims()));
    byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);

    VerificationKey key = VerificationKey.of("id", publicKey, ALL).orElseThrow();

    assertThat(key.verifies(algorithm, input, signature)).isTrue();
    signature[5] ^= 1;
    assertThat(key.verifies(algorithm, input, signature)).isFalse();
    assertThat(key.verifies(algorithm, input, new byte[0])).isFalse();
  }

  @ParameterizedTest(name = "{0} bits: {1}")
  @CsvSource({"2047, false", "2048, true", "8192, true", "8193, false"})
  void limitsTheSizeOfRsaKeys(int bits, boolean legal) throws Exception {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));
    assertThat(VerificationKey.of("id", key, ALL)).matches(made -> made.isPresent() == legal);
  }

  @Test
  void takesNoOtherTypeAndNoOtherCurve() throws Exception {
    assertThat(
            VerificationKey.of(
                "id", KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic(), ALL))
        .isEmpty();
    assertThat(
            VerificationKey.of("id", Issuer.EC.toECPublicKey(), Set.of(SignatureAlgorithm.ES384)))
        .isEmpty();
    assertThat(
            VerificationKey.of("id", Issuer.RSA.toRSAPublicKey(), Set.of(SignatureAlgorithm.ES256)))
        .isEmpty();
  }

  @Test
  void verifiesNothingByAnAlgorithmOfAnotherType() throws Exception {
    String[] parts = Issuer.parts(Issuer.token(Issuer.claims()));
    byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    VerificationKey key = VerificationKey.of("id", Issuer.RSA.toRSAPublicKey(), ALL).orElseThrow();

    assertThat(key.verifies(SignatureAlgorithm.RS256, input, signature)).isTrue();
    assertThat(key.verifies(SignatureAlgorithm.ES256, input, signature)).isFalse();
  }

  @Test
  void fitsItsOwnIdOrNone() throws Exception {
    VerificationKey named = VerificationKey.of("id", Issuer.EC.toECPublicKey(), ALL).orElseThrow();
    VerificationKey unnamed =
        VerificationKey.of(null, Issuer.EC.toECPublicKey(), ALL).orElseThrow();

    assertThat(named.fits("id", SignatureAlgorithm.ES256)).isTrue();
    assertThat(named.fits(null, SignatureAlgorithm.ES256)).isTrue();
    assertThat(named.fits("ID", SignatureAlgorithm.ES256)).isFalse();
    assertThat(named.fits("id", SignatureAlgorithm.ES384)).isFalse();
    assertThat(unnamed.fits("id", SignatureAlgorithm.ES256)).isTrue();
    assertThat(named.isSameAs(unnamed)).isFalse();
    assertThat(unnamed.isSameAs(named)).isFalse();
    assertThat(unnamed.isSameAs(unnamed)).isTrue();
    assertThat(
            named.isSameAs(VerificationKey.of("id", Issuer.EC.toECPublicKey(), ALL).orElseThrow()))
        .isTrue();
    assertThat(
            named.isSameAs(
                VerificationKey.of("id", Issuer.RSA.toRSAPublicKey(), ALL).orElseThrow()))
        .isFalse();
  }

  @Test
  void hasNoAlgorithmWithoutSignatureOrWithASharedKey() {
    assertThat(SignatureAlgorithm.named("none")).isEmpty();
    assertThat(SignatureAlgorithm.named("HS256")).isEmpty();
    assertThat(SignatureAlgorithm.named("rs256")).isEmpty();
    assertThat(SignatureAlgorithm.named("RS256")).contains(SignatureAlgorithm.RS256);
  }
}
