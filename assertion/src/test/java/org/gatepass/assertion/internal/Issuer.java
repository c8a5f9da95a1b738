// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Issuers of tokens with real keys, and what an attacker makes of them. */
public final class Issuer {
  public static final String ISSUER = "https://id.example.org/realms/clinic";
  public static final String AUDIENCE = "ward-app";
  public static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  /** Key pairs are costly to make, so tests share them. */
  public static final RSAKey RSA = rsa("rsa-1", 2_048);

  public static final RSAKey OTHER_RSA = rsa("rsa-2", 2_048);
  public static final ECKey EC = ec("ec-1", Curve.P_256);

  private Issuer() {}

  public static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static ECKey ec(String id, Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A key set with the public halves. */
  public static String jwks(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true);
  }

  /** The claims of a legal access token, which tests change. */
  public static Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", List.of(AUDIENCE, "account"));
    claims.put("azp", "proxy");
    claims.put("typ", "Bearer");
    claims.put("iat", NOW.getEpochSecond() - 10);
    claims.put("exp", NOW.getEpochSecond() + 290);
    claims.put("sub", "f:1:alice");
    claims.put("sid", "session-1");
    claims.put("preferred_username", "alice");
    claims.put("email", "alice@example.org");
    claims.put("name", "Alice Liddell");
    claims.put("realm_access", Map.of("roles", List.of("nurse", "x,idp-admins")));
    return claims;
  }

  /** The claims of a legal logout token, which tests change. */
  public static Map<String, Object> logoutClaims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("iat", NOW.getEpochSecond() - 10);
    claims.put("exp", NOW.getEpochSecond() + 110);
    claims.put("jti", "logout-1");
    claims.put("sub", "f:1:alice");
    claims.put("sid", "session-1");
    claims.put("events", Map.of(LogoutTokens.EVENT, Map.of()));
    return claims;
  }

  public static Map<String, Object> claimsWith(String name, Object value) {
    Map<String, Object> claims = claims();
    claims.put(name, value);
    return claims;
  }

  public static Map<String, Object> claimsWithout(String name) {
    Map<String, Object> claims = claims();
    claims.remove(name);
    return claims;
  }

  public static String token(Map<String, Object> claims) {
    return token(RSA, "RS256", claims);
  }

  public static String token(JWK key, String algorithm, Map<String, Object> claims) {
    return token(key, algorithm, header(algorithm, key.getKeyID()), claims);
  }

  public static Map<String, Object> header(String algorithm, String keyId) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm);
    header.put("typ", "JWT");
    if (keyId != null) {
      header.put("kid", keyId);
    }
    return header;
  }

  public static Map<String, Object> headerWith(String name, Object value) {
    Map<String, Object> header = header("RS256", RSA.getKeyID());
    header.put(name, value);
    return header;
  }

  /** Signs by an algorithm, whatever the header says. */
  public static String token(
      JWK key, String algorithm, Map<String, Object> header, Map<String, Object> claims) {
    return signed(
        key, algorithm, JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims));
  }

  /** Signs texts as they are. */
  public static String signed(JWK key, String algorithm, String header, String claims) {
    return signedInput(key, algorithm, encode(header) + "." + encode(claims));
  }

  public static String signedInput(JWK key, String algorithm, String input) {
    try {
      JWSSigner signer =
          key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
      Base64URL signature =
          signer.sign(
              new JWSHeader(JWSAlgorithm.parse(algorithm)),
              input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + signature;
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A token whose shared key is a text that an attacker knows, such as the public key. */
  public static String hmac(byte[] secret, Map<String, Object> claims) {
    try {
      String input =
          encode(JSONObjectUtils.toJSONString(header("HS256", RSA.getKeyID())))
              + "."
              + encode(JSONObjectUtils.toJSONString(claims));
      return input
          + "."
          + new MACSigner(secret)
              .sign(
                  new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(),
                  input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String encode(String text) {
    return Base64URL.encode(text).toString();
  }

  /** The parts of a token. */
  public static String[] parts(String token) {
    return Stream.of(token.split("\\.", -1)).toArray(String[]::new);
  }
}
