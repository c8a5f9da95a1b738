// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RememberedTokenTest {
  /** A signature of 25 characters. */
  private static final String TOKEN = "header.claims.abcdeABCDEFGHIJKLMNOPQRST";

  private final RememberedToken remembered = new RememberedToken(TOKEN);

  @Test
  void equalsTheSameToken() {
    assertThat(remembered)
        .isEqualTo(new RememberedToken(new String(TOKEN.toCharArray())))
        .hasSameHashCodeAs(new RememberedToken(TOKEN))
        .isNotEqualTo(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Header.claims.abcdeABCDEFGHIJKLMNOPQRST",
        "header.Claims.abcdeABCDEFGHIJKLMNOPQRST",
        "header.claim.sabcdeABCDEFGHIJKLMNOPQRST",
        "headerr.claims.abcdeABCDEFGHIJKLMNOPQRST",
        "header.claims.AbcdeABCDEFGHIJKLMNOPQRST",
        "header.claims.abcdeABCDEFGHIJKLMNOPQRSt",
        "header.claims.abcdeABCDEFGHIJKLMNOPQRS",
        "header.claims.abcdeABCDEFGHIJKLMNOPQRSTU",
        "header.claims.",
        "header.claims",
        ""
      })
  void differsFromEachOtherToken(String token) {
    RememberedToken other = new RememberedToken(token);
    assertThat(remembered).isNotEqualTo(other);
    assertThat(other).isNotEqualTo(remembered).isEqualTo(new RememberedToken(token));
  }

  @Test
  void differsWhereTwoDifferencesWouldCancelEachOtherOut() {
    assertThat(remembered)
        .isNotEqualTo(new RememberedToken("header.claims.abcdeABCDEFGHIJKLMNOPQRTS"));
  }

  @Test
  void hashesTheLast20CharactersOfTheSignature() {
    assertThat(remembered)
        .hasSameHashCodeAs(new RememberedToken("h.c.xxxxxABCDEFGHIJKLMNOPQRST"))
        .hasSameHashCodeAs(new RememberedToken("h.c.ABCDEFGHIJKLMNOPQRST"))
        .doesNotHaveSameHashCodeAs(new RememberedToken("header.claims.abcdeXBCDEFGHIJKLMNOPQRST"))
        .doesNotHaveSameHashCodeAs(new RememberedToken("header.claims.abcdeABCDEFGHIJKLMNOPQRSX"));
    assertThat(new RememberedToken("h.c.short"))
        .hasSameHashCodeAs(new RememberedToken("h.c.short"));
  }

  @Test
  void countsAllCharacters() {
    assertThat(remembered.length()).isEqualTo(39);
  }

  @Test
  void writesNoCharacterOfTheToken() {
    assertThat(remembered).hasToString("token");
  }
}
