// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.assertion.internal.json.MalformedJsonException;
import org.gatepass.assertion.internal.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** Reads keys from texts: a JSON Web Key Set (RFC 7517), or public keys in PEM (RFC 7468). */
final class KeyTexts {
  private static final int MAX_KEYS = 100;
  private static final Pattern PUBLIC_KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private KeyTexts() {}

  /**
   * Reads a key set, without the keys that can't verify a signature: keys for encryption, private
   * and symmetric keys, keys of unlisted algorithms and keys that are wrong in themselves.
   *
   * @throws MalformedKeysException if the text is no key set, or one of more than 100 keys
   */
  static List<VerificationKey> jwks(byte[] text, Set<SignatureAlgorithm> listed)
      throws MalformedKeysException {
    Object members;
    try {
      members = StrictJson.object(text).get("keys");
    } catch (MalformedJsonException malformed) {
      throw new MalformedKeysException("is no key set: the JSON " + malformed.getMessage());
    }
    if (!(members instanceof List<?> list)) {
      throw new MalformedKeysException("is no key set: it has no array \"keys\"");
    }
    if (list.size() > MAX_KEYS) {
      throw new MalformedKeysException("has more than " + MAX_KEYS + " keys");
    }
    List<VerificationKey> keys = new ArrayList<>();
    for (Object member : list) {
      if (member instanceof Map<?, ?> object) {
        jwk(object, listed).ifPresent(keys::add);
      }
    }
    return keys;
  }

  @SuppressWarnings("unchecked") // StrictJson makes the names of members Strings.
  private static Optional<VerificationKey> jwk(Map<?, ?> object, Set<SignatureAlgorithm> listed) {
    try {
      JWK jwk = JWK.parse((Map<String, Object>) object);
      if (jwk.isPrivate() || !isForSignatures(jwk)) {
        return Optional.empty();
      }
      Set<SignatureAlgorithm> allowed = allowed(jwk, listed);
      if (jwk instanceof RSAKey rsa) {
        return VerificationKey.of(jwk.getKeyID(), rsa.toRSAPublicKey(), allowed);
      }
      if (jwk instanceof ECKey ec) {
        return VerificationKey.of(jwk.getKeyID(), ec.toECPublicKey(), allowed);
      }
      return Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private static boolean isForSignatures(JWK jwk) {
    Set<KeyOperation> operations = jwk.getKeyOperations();
    return (jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse()))
        && (operations == null || operations.contains(KeyOperation.VERIFY));
  }

  private static Set<SignatureAlgorithm> allowed(JWK jwk, Set<SignatureAlgorithm> listed) {
    if (jwk.getAlgorithm() == null) {
      return listed;
    }
    Set<SignatureAlgorithm> allowed = EnumSet.noneOf(SignatureAlgorithm.class);
    SignatureAlgorithm.named(jwk.getAlgorithm().getName())
        .filter(listed::contains)
        .ifPresent(allowed::add);
    return allowed;
  }

  /**
   * Reads the public keys of a PEM text, without those of unlisted algorithms.
   *
   * @param id the id of the keys; null for none
   * @throws MalformedKeysException if the text has no block {@code PUBLIC KEY}, or a block without
   *     an RSA or EC key
   */
  static List<VerificationKey> pem(byte[] text, @Nullable String id, Set<SignatureAlgorithm> listed)
      throws MalformedKeysException {
    Matcher block = PUBLIC_KEY.matcher(new String(text, StandardCharsets.ISO_8859_1));
    List<VerificationKey> keys = new ArrayList<>();
    int blocks = 0;
    while (block.find() && blocks < MAX_KEYS) {
      blocks++;
      VerificationKey.of(id, publicKey(block.group(1)), listed).ifPresent(keys::add);
    }
    if (blocks == 0) {
      throw new MalformedKeysException("has no block \"BEGIN PUBLIC KEY\"");
    }
    return keys;
  }

  private static PublicKey publicKey(String base64) throws MalformedKeysException {
    X509EncodedKeySpec encoded;
    try {
      encoded = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException noBase64) {
      throw new MalformedKeysException("has a block that is not Base64");
    }
    return publicKey("RSA", encoded)
        .or(() -> publicKey("EC", encoded))
        .orElseThrow(
            () -> new MalformedKeysException("has a block that is neither an RSA nor an EC key"));
  }

  private static Optional<PublicKey> publicKey(String algorithm, X509EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(encoded));
    } catch (InvalidKeySpecException another) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Each Java has RSA and EC", impossible);
    }
  }
}
