// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.spi.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerNameTransformTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());

  private static RulesBuilder rules(String transform) {
    return RulesBuilder.forCaller(HeaderName.parse("remote-user")).transform(transform);
  }

  private static Assertion read(RulesBuilder rules, String name) {
    return rules.trusting().judge(PROXY, Headers.of("remote-user", name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '"',
      value = {
        "@EXAMPLE.COM ! alice@EXAMPLE.COM ! alice",
        "@EXAMPLE.COM ! alice ! alice",
        "@EXAMPLE.COM ! Alice@EXAMPLE.COM ! Alice",
        "EXAMPLE\\ ! EXAMPLE\\alice ! alice",
        "EXAMPLE\\ ! alice@example.org ! alice@example.org",
        "accounts.google.com: ! accounts.google.com:alice@example.com ! alice@example.com",
        "staff/ ! staff/alice ! alice",
        "lower-case ! Alice@EXAMPLE.COM ! alice@example.com",
        "@EXAMPLE.COM, lower-case ! Alice@EXAMPLE.COM ! alice",
        "lower-case,EXAMPLE\\ ! EXAMPLE\\JÜRGEN ! jürgen"
      })
  void removesTheListedRealmAndFoldsCase(String transform, String asserted, String name) {
    assertThat(CallerNameTransform.parse(transform).apply(asserted)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "@EXAMPLE.COM ! alice@OTHER.TEST",
        "@EXAMPLE.COM ! alice@example.com",
        "@EXAMPLE.COM ! alice@OTHER.TEST@EXAMPLE.COM",
        "@EXAMPLE.COM ! alice@EXAMPLE.COM.OTHER.TEST",
        "@EXAMPLE.COM ! alice@EXAMPLE.COM@OTHER.TEST",
        "@EXAMPLE.COM ! alice@SUB.EXAMPLE.COM",
        "@EXAMPLE.COM, lower-case ! alice@other.test",
        "@EXAMPLE.COM ! @OTHER.TEST",
        "@EXAMPLE.COM ! @EXAMPLE.COMalice",
        "EXAMPLE\\ ! aliceEXAMPLE\\",
        "EXAMPLE\\ ! OTHER\\alice",
        "EXAMPLE\\ ! example\\alice",
        "EXAMPLE\\ ! EXAMPLE\\OTHER\\alice",
        "accounts.google.com: ! other.test:alice@example.com"
      })
  void rejectsAnotherRealm(String transform, String asserted) {
    assertThat(read(rules(transform), asserted))
        .isEqualTo(new Assertion.Malformed(Rejection.REALM_NOT_LISTED, "remote-user"));
  }

  @ParameterizedTest
  @CsvSource({
    "guest@EXAMPLE.COM, RESERVED_NAME",
    "guest, RESERVED_NAME",
    "Anonymous@EXAMPLE.COM, RESERVED_NAME",
    "@EXAMPLE.COM, UNCLEAN_VALUE",
    "-@EXAMPLE.COM, PLACEHOLDER",
    "null@EXAMPLE.COM, PLACEHOLDER",
    "al ice@EXAMPLE.COM, UNFIT_NAME",
    "al\u200bice@EXAMPLE.COM, UNCLEAN_VALUE",
    "alic\u0435@EXAMPLE.COM, UNFIT_NAME",
    "'alice @EXAMPLE.COM', UNCLEAN_VALUE"
  })
  void isFollowedByTheRulesForNames(String asserted, Rejection reason) {
    RulesBuilder rules = rules("@EXAMPLE.COM");
    rules.text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT);

    assertThat(read(rules, encoded(asserted)))
        .isEqualTo(new Assertion.Malformed(reason, "remote-user"));
  }

  /** U+0130 in lower case is an i with a combining dot, which looks like an i. */
  @Test
  void makesNoAsciiLetterOfAnotherLetter() {
    RulesBuilder rules = rules("lower-case");
    rules.text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT);

    assertThat(read(rules, encoded("\u0130van")))
        .isEqualTo(new Assertion.Malformed(Rejection.UNFIT_NAME, "remote-user"));
    assertThat(read(rules, encoded("\u212aarl")))
        .isEqualTo(new Assertion.Malformed(Rejection.UNCLEAN_VALUE, "remote-user"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @ParameterizedTest
  @CsvSource({"%2D, PLACEHOLDER", "%28null%29, PLACEHOLDER", "guest, RESERVED_NAME"})
  void isPrecededByTheRulesForNames(String asserted, Rejection reason) {
    RulesBuilder rules = rules("lower-case").text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT);

    assertThat(read(rules, asserted)).isEqualTo(new Assertion.Malformed(reason, "remote-user"));
  }

  @Test
  void comesBeforeThePattern() {
    RulesBuilder rules =
        rules("@EXAMPLE.COM").callerNames(CallerNameRule.matching("[a-z]{2}[0-9]{4}", 20));

    assertThat(read(rules, "ab1234@EXAMPLE.COM"))
        .isEqualTo(new Assertion.Asserted("ab1234", Set.of(), null, null, null, Set.of(), null));
    assertThat(read(rules, "alice@EXAMPLE.COM"))
        .isEqualTo(new Assertion.Malformed(Rejection.UNFIT_NAME, "remote-user"));
  }

  @Test
  void holdsTheAssertedNameToTheMaximumLength() {
    RulesBuilder rules = rules("@EXAMPLE.COM").callerNames(CallerNameRule.standard(20));

    assertThat(read(rules, "a".repeat(8) + "@EXAMPLE.COM"))
        .isEqualTo(
            new Assertion.Asserted("a".repeat(8), Set.of(), null, null, null, Set.of(), null));
    assertThat(read(rules, "a".repeat(9) + "@EXAMPLE.COM"))
        .isEqualTo(new Assertion.Malformed(Rejection.TOO_LONG, "remote-user"));
  }

  @Test
  void decidesWhichNamesAccountsMayHave() {
    HeaderJudge judge = rules("@EXAMPLE.COM, lower-case").trusting();

    assertThat(judge.checkCallerName("alice")).isNull();
    assertThat(judge.checkCallerName("Alice")).isEqualTo(Rejection.UNFIT_NAME);
    assertThat(judge.checkCallerName("alice@EXAMPLE.COM")).isEqualTo(Rejection.UNFIT_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "EXAMPLE.COM",
        "\\",
        ":",
        "@A@B",
        "A\\B\\",
        "lower-case,lower-case",
        "upper-case",
        "@A,",
        "@A,lower-case,x"
      })
  void isRejectedInAnotherForm(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallerNameTransform.parse(text))
        .withMessageStartingWith("is not one realm such as @EXAMPLE.COM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@A,@B", "A\\,B\\", "@A,A:"})
  void isRejectedWithSeveralRealms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallerNameTransform.parse(text))
        .withMessageStartingWith("has several realms or prefixes");
  }
}
