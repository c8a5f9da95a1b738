// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text as a token. */
class TokenFuzzTest {
  private static final VerifiedAssertions ASSERTIONS = Tokens.assertions();
  private static final LogoutTokens LOGOUT_TOKENS = ASSERTIONS.logoutTokens();

  /** A text that the issuer has not signed is never accepted. */
  @FuzzTest
  void rejectsAnyText(byte[] seed) {
    String text = new String(seed, StandardCharsets.ISO_8859_1);
    assertThat(ASSERTIONS.verify(text)).isInstanceOf(Verdict.Rejected.class);
    assertThat(LOGOUT_TOKENS.verify(text)).isInstanceOf(LogoutTokens.Result.Rejected.class);
  }
}
