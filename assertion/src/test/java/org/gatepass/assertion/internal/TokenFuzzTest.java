// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text as a token. */
class TokenFuzzTest {
  private static final VerifiedAssertions ASSERTIONS = Tokens.assertions();

  /** A text that the issuer has not signed is never accepted. */
  @FuzzTest
  void rejectsAnyText(byte[] seed) {
    assertThat(ASSERTIONS.verify(new String(seed, StandardCharsets.ISO_8859_1)))
        .isInstanceOf(Verdict.Rejected.class);
  }
}
