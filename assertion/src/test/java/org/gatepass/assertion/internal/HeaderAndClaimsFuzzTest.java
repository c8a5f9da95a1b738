// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any header and claims that the issuer has not signed. */
class HeaderAndClaimsFuzzTest {
  private static final VerifiedAssertions ASSERTIONS = Tokens.assertions();

  /** The first line is the header, the rest the claims; a third part stands for the signature. */
  @FuzzTest
  @DictionaryEntries({
    "{\\x22alg\\x22:\\x22RS256\\x22,\\x22kid\\x22:\\x22rsa-1\\x22,\\x22typ\\x22:\\x22JWT\\x22}\\x0a",
    "\\x22alg\\x22:\\x22none\\x22",
    "\\x22iss\\x22:\\x22https://id.example.org/realms/clinic\\x22",
    "\\x22aud\\x22:\\x22ward-app\\x22",
    "\\x22typ\\x22:\\x22Bearer\\x22",
    "\\x22exp\\x22:1795780800",
    "\\x22preferred_username\\x22:\\x22alice\\x22",
    "\\x22crit\\x22:[]",
    "\\x5cu0061"
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
}
