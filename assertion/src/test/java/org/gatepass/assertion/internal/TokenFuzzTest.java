// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.gatepass.assertion.internal.json.MalformedJsonException;
import org.gatepass.assertion.internal.json.StrictJson;
import org.gatepass.assertion.internal.keys.VerificationKey;

/** Any bytes as a token, and as its header and claims, against the promises of the docs. */
class TokenFuzzTest {
  private static final VerifiedAssertions ASSERTIONS = assertions();

  private static VerifiedAssertions assertions() {
    try {
      VerificationKey[] keys = {Tokens.rsa(), Tokens.ec()};
      return new VerifiedAssertions(
          Tokens.settings(Tokens.RULES), new Tokens.Keys(keys), new Tokens.Clock(), 10);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A text that the issuer has not signed is never accepted. */
  @FuzzTest
  void rejectsAnyText(byte[] seed) {
    assertThat(ASSERTIONS.verify(new String(seed, StandardCharsets.ISO_8859_1)))
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** The first line is the header, the rest the claims; a third part stands for the signature. */
  @FuzzTest
  @DictionaryEntries({
    "{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"typ\":\"JWT\"}\n",
    "\"alg\":\"none\"",
    "\"iss\":\"https://id.example.org/realms/clinic\"",
    "\"aud\":\"ward-app\"",
    "\"typ\":\"Bearer\"",
    "\"exp\":1795780800",
    "\"preferred_username\":\"alice\"",
    "\"crit\":[]",
    "\\\\u0061"
  })
  void rejectsAnyHeaderAndClaims(byte[] seed) {
    String text = new String(seed, StandardCharsets.ISO_8859_1);
    int line = text.indexOf('\n');
    String header = line < 0 ? text : text.substring(0, line);
    String claims = line < 0 ? "{}" : text.substring(line + 1);
    String token = Issuer.encode(header) + "." + Issuer.encode(claims) + ".";
    for (String signature : List.of("", "AAAA", "A".repeat(86))) {
      Verdict verdict = ASSERTIONS.verify(token + signature);
      assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
      assertThat(((Verdict.Rejected) verdict).reason())
          .isNotIn(Verdict.Reason.MISSING, Verdict.Reason.KEYS_UNAVAILABLE);
    }
  }

  /** What the strict reader accepts, a lenient one reads in the same way. */
  @FuzzTest
  @DictionaryEntries({
    "{\"a\":",
    "\"a\":1,",
    "null",
    "[[",
    "1e9",
    "\\\\ud83d\\\\ude00",
    "\\\\u0061"
  })
  void readsJsonLikeALenientReader(byte[] seed) throws ParseException {
    Map<String, Object> strict;
    try {
      strict = StrictJson.object(seed);
    } catch (MalformedJsonException malformed) {
      assertThat(malformed).hasMessageMatching("[a-zA-Z0-9 -]+");
      return;
    }
    Map<String, Object> lenient = JSONObjectUtils.parse(new String(seed, StandardCharsets.UTF_8));
    lenient.values().removeIf(value -> value == null);
    assertThat(strict).containsOnlyKeys(lenient.keySet());
    strict.forEach(
        (name, value) -> {
          if (value instanceof String) {
            assertThat(lenient.get(name)).isEqualTo(value);
          }
        });
  }
}
