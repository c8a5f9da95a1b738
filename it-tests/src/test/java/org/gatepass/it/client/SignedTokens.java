// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatepass.assertion.internal.source.AssertionProvider;
import org.gatepass.it.app.asserted.AssertedSecurity;

/** Tokens of an issuer, with a key that the application accepts, and forged ones. */
public final class SignedTokens {
  /** The private half of {@link AssertedSecurity#KEYS}. It is a key of tests only. */
  private static final RSAKey KEY =
      key(
          "{\"p\":\"yRQ2xVLrZPDluYujPMiR9BicMRd0U-0K9MmxgCtTwN30HtVCUXzeRNWoS1MhO3lAGfRIm-LWEL"
              + "BiXpB6mY2JdGXY_VOylVXhGrzBMMCVZIqbnn7Plt5YjFL-T3GZzUbA8_UW5ihGtesK1OOCxd0By6uu4Q"
              + "rpJC280LjdNFUKz6c\",\"kty\":\"RSA\",\"q\":\"9r1t7nQz8rYwNpCrYWQo59-7cuhEuGjI6zu1luaOW2E0"
              + "bWgZdbEQNBXMqiqV79uV1_CROdiB-wPlgVzRbY051GW--FJ3SbaqsOZHxZvwvmSJxA3-jKPhVHupRQf0"
              + "UsXNQQ5tkhBR0UiRXECDgce5xFbJxqhBTrkCeOv4uNu3r60\",\"d\":\"ASL7lkqnLn3lcMy0suhZ3n8n5E"
              + "YlhdL0P42k7HyAyvsWIVrTYiMaC9kvOniz2t_KQ1mnC0Qz8ipVUE5k9dSOkv1Z5u-ESf7blBdgq0J18m"
              + "ZBLEwmtlACabML_M9xaKPoeIiTvPfFLBT9MyBLozIk-vKW0WvNO0osxu86qkW4pzj_7hJ3ftFEXcRS_c"
              + "uS1bx6DjIuj-T_Dzf9zOuwGilGZml6k-piTo0p2bYDd2ZeQRnasiQZbb2hYa1tbCnqYTWHvH9Wj05kgu"
              + "7YE-id-QTNLMAMoMnBYkNxhbcGHSpgSphGfSXL5gf01jLXFBaZ165A3CsrWzhgO7UcXVEhHTapaQ\",\"e"
              + "\":\"AQAB\",\"kid\":\"test-1\",\"qi\":\"HIYg0tveG8uNAA-QidkOndrQO7DiyLoICQuwAdoFqg1f3b4lRo"
              + "IY9YseVb-xUycAjxuI-esxYythj_wTUViZQiRnHi0aYyokBs4oiq331ZVQWtICJNIF2neDgXnXfHz9HM"
              + "prDfr-wdV_pEsRxjhoc3iiTB4pN8ffNQrrQrzngb0\",\"dp\":\"GhE0yH_nZD6WiWdA0jBuO2a1WOfhfL_"
              + "OG83J5QO459fePeEHp-i4J9RK7Pjp5fviA3tXrl3JwoAbQIcaXa2rlBtf9fdTv2hStlSh9uAAffg6FGH"
              + "8J2LLt-VKcqIXfjUd7oJnZY7zG8JMtSyJV30_LlgjY6k2cCo9wBE3HAGqVSE\",\"dq\":\"MVbF0cX40VLv"
              + "JyocqxftOhi6EgsyGrIRY0CIWkl2M_2nDy2e0bL7a37kcy6a1uDRAOJBGBEcRMaNsSWPV1nDM5645k0P"
              + "P3VAgqk5tuEs7dWK2uJ1gUgP-eXUflJN3_NfzN-Gt4t94Nyi_JCF-4ClvAYiyQ_CJ2zFesqs7MI64-0\""
              + ",\"n\":\"wc425vS_UQbcUp1ozLbMcG9hUOUwP_nO-1YYWCo3QIY52kmdTEkI3toxVlzCnmscjq8cwq35g9"
              + "Bmbu1Rgpr_hdJkhAwaYupMWVLZMuoxlBj0RiYcNkDpnejLx4jAbqqctJh0tRzNdW71Yp8X4jLyHBtlfQ"
              + "ew36uiX4_FRJPp6ebk9Dm-n6Iuc6FlufiYGzw111bZOhMAWYrM0rBwQIvLn8q8fcwrWyYpFo2Le4CI9T"
              + "XbmK6kX9JuTltBj4rJNkFfY3Zhe-RFzJBTGK8BMisf77dJYMmOVMBF50-V3OjMh-cXAjw4BwC52lKNde"
              + "heIB3mGmXUg1lWdTnQiVTmKaJ82w\"}");

  private static final RSAKey OTHER_KEY = generated();

  private SignedTokens() {}

  private static RSAKey key(String text) {
    try {
      return RSAKey.parse(text);
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static RSAKey generated() {
    try {
      return new RSAKeyGenerator(2_048).keyID("test-1").generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The jars of the module: its own and that of its library. */
  public static File[] libraries() {
    return new File[] {jar(AssertionProvider.class), jar(JWSHeader.class)};
  }

  private static File jar(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The claims of an access token of alice, which a nurse is, for the application. */
  public static Map<String, Object> claims() {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", AssertedSecurity.ISSUER);
    claims.put("aud", List.of(AssertedSecurity.AUDIENCE, "account"));
    claims.put("typ", "Bearer");
    claims.put("iat", now - 10);
    claims.put("exp", now + 290);
    claims.put("sub", "f:1:alice");
    claims.put("preferred_username", "alice");
    claims.put("email", "alice@example.org");
    claims.put("realm_access", Map.of("roles", List.of("nurse", "administrator")));
    return claims;
  }

  /** The claims of a logout token; null for a subject or a session id that is left out. */
  public static Map<String, Object> logoutClaims(String subject, String sessionId) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", AssertedSecurity.ISSUER);
    claims.put("aud", AssertedSecurity.AUDIENCE);
    claims.put("iat", now);
    claims.put("exp", now + 120);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    return with(with(claims, "sub", subject), "sid", sessionId);
  }

  /** A copy of claims with another value of one; null removes it. */
  public static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(claims);
    if (value == null) {
      copy.remove(name);
    } else {
      copy.put(name, value);
    }
    return copy;
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

  public static Map<String, Object> header(String algorithm) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm);
    header.put("typ", "JWT");
    header.put("kid", "test-1");
    return header;
  }

  public static Map<String, Object> headerWith(String name, Object value) {
    Map<String, Object> header = header("RS256");
    header.put(name, value);
    return header;
  }

  /** A token of the issuer. */
  public static String token(Map<String, Object> claims) {
    return token(header("RS256"), claims);
  }

  /** A token that the issuer's key signs by RS256, with any header. */
  public static String token(Map<String, Object> header, Map<String, Object> claims) {
    return signed(KEY, JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims));
  }

  /** A token with texts that are no legal JSON, under a correct signature. */
  public static String token(String header, String claims) {
    return signed(KEY, header, claims);
  }

  /** A token that another key signs, under the issuer's key id. */
  public static String ofAnotherKey(Map<String, Object> header, Map<String, Object> claims) {
    return signed(
        OTHER_KEY, JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims));
  }

  /** The other key, as an attacker puts it into a token's header. */
  public static Map<String, Object> otherKey() {
    return OTHER_KEY.toPublicJWK().toJSONObject();
  }

  /** A token that the public key of the issuer "signs" as a shared key. */
  public static String byThePublicKey() {
    try {
      String input = input(JSONObjectUtils.toJSONString(header("HS256")), claimsText());
      byte[] publicKey = AssertedSecurity.KEYS.getBytes(StandardCharsets.UTF_8);
      return input
          + "."
          + new MACSigner(publicKey)
              .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A token without a signature. */
  public static String unsigned(String algorithm) {
    return unsigned(algorithm, claims());
  }

  public static String unsigned(String algorithm, Map<String, Object> claims) {
    return input(
            JSONObjectUtils.toJSONString(header(algorithm)), JSONObjectUtils.toJSONString(claims))
        + ".";
  }

  public static String claimsText() {
    return JSONObjectUtils.toJSONString(claims());
  }

  private static String input(String header, String claims) {
    return Base64URL.encode(header) + "." + Base64URL.encode(claims);
  }

  private static String signed(RSAKey key, String header, String claims) {
    try {
      String input = input(header, claims);
      return input
          + "."
          + new RSASSASigner(key)
              .sign(new JWSHeader(JWSAlgorithm.RS256), input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
