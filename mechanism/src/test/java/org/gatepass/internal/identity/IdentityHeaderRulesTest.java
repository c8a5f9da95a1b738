// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityHeaderRulesTest {
  private static final HeaderName USER = HeaderName.parse("remote-user");

  static Stream<BiConsumer<RulesBuilder, HeaderName>> otherRoles() {
    return Stream.of(
        (rules, header) -> rules.groups(header, GroupsMapping.none()),
        RulesBuilder::email,
        RulesBuilder::displayName,
        RulesBuilder::secret);
  }

  @ParameterizedTest
  @MethodSource("otherRoles")
  void rejectOneHeaderForTwoThings(BiConsumer<RulesBuilder, HeaderName> role) {
    RulesBuilder rules = RulesBuilder.forCaller(USER);
    role.accept(rules, HeaderName.parse("Remote-User"));
    assertThatIllegalArgumentException()
        .isThrownBy(rules::trusting)
        .withMessage("is the header of two things: remote-user");
  }

  @ParameterizedTest
  @MethodSource("otherRoles")
  void rejectAliasesForTwoThings(BiConsumer<RulesBuilder, HeaderName> role) { // B01
    RulesBuilder rules = RulesBuilder.forCaller(USER);
    role.accept(rules, HeaderName.parse("Remote_User"));
    assertThatIllegalArgumentException()
        .isThrownBy(rules::trusting)
        .withMessage(
            "is too similar to another header: some servers treat remote_user as remote-user");
  }

  @Test
  void rejectTwinsAmongTheOtherHeaders() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RulesBuilder.forCaller(USER)
                    .email(HeaderName.parse("x-mail"))
                    .secret(HeaderName.parse("x.mail"))
                    .trusting())
        .withMessage("is too similar to another header: some servers treat x.mail as x-mail");
  }

  @ParameterizedTest
  @EnumSource(GroupsSeparator.class)
  void takeEachSeparator(GroupsSeparator separator) {
    assertThat(RulesBuilder.forCaller(USER).groupsSeparator(separator).build().groupsSeparator())
        .isEqualTo(separator);
  }

  @Test
  void rejectBlanksBetweenGroupsWithEncodedWords() { // D02
    RulesBuilder rules =
        RulesBuilder.forCaller(USER)
            .groupsSeparator(GroupsSeparator.SPACE)
            .text(StandardCharsets.UTF_8, HeaderEncoding.RFC2047);
    assertThatIllegalArgumentException()
        .isThrownBy(rules::build)
        .withMessage(
            "has blanks between groups, and between the encoded words of one group as well");
    assertThatCode(() -> rules.text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT).build())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "ISO-8859-1", "US-ASCII"})
  void takeThreeCharacterSets(String charset) {
    assertThatCode(
            () ->
                RulesBuilder.forCaller(USER)
                    .text(Charset.forName(charset), HeaderEncoding.PERCENT)
                    .build())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "windows-1252", "ISO-8859-15"})
  void rejectOtherCharacterSets(String charset) { // C14
    RulesBuilder rules =
        RulesBuilder.forCaller(USER).text(Charset.forName(charset), HeaderEncoding.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(rules::build)
        .withMessage("is not a character set for headers: one of UTF-8, ISO-8859-1, US-ASCII");
  }

  @Test
  void takeEncodedWordsWithUtf8Alone() {
    RulesBuilder rules = RulesBuilder.forCaller(USER);
    assertThatCode(() -> rules.text(StandardCharsets.UTF_8, HeaderEncoding.RFC2047).build())
        .doesNotThrowAnyException();
    for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rules.text(charset, HeaderEncoding.RFC2047).build())
          .withMessage("goes with the character set UTF-8 only");
    }
  }

  @Test
  void startWithTheUsualOnes() {
    IdentityHeaderRules rules = RulesBuilder.forCaller(USER).build();
    IdentityRules identityRules = RulesBuilder.forCaller(USER).identityRules();
    assertThat(rules.headers()).containsExactly(USER);
    assertThat(rules.groupsSeparator()).isEqualTo(GroupsSeparator.COMMA);
    assertThat(rules.groupsRepeated()).isFalse();
    assertThat(identityRules.groupsMapping().map("staff")).isEmpty();
    assertThat(rules.charset()).isEqualTo(StandardCharsets.UTF_8);
    assertThat(rules.encoding()).isEqualTo(HeaderEncoding.NONE);
    assertThat(identityRules.callerNames().check("a".repeat(150))).isNull();
    assertThat(identityRules.callerNames().check("a".repeat(151))).isNotNull();
  }
}
