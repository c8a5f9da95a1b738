// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Locale;
import org.gatepass.Rejection;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerNameRuleTest {
  @Nested
  class Standard {
    private final CallerNameRule rule = CallerNameRule.standard(150);

    @ParameterizedTest
    @ValueSource(
        strings = {
          "alice",
          "ALICE",
          "AZaz09",
          "a",
          "7",
          "_",
          "alice.b_c@example-1.org",
          "alice+tag@example.org",
          "jürgen",
          "Ünal",
          "weiß", // upper case SS, but no single ASCII letter
          "łukasz",
          "иван",
          "иван.7",
          "李雷",
          "김철수",
          "γιώργος",
          "שרה",
          "हिन्दी", // with marks of its own script
          "𐐀𐐁", // beyond the basic plane
        })
    void fits(String name) {
      assertThat(rule.check(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "alice bob",
          "evil1, evil2", // B04: two lines, as Apache, lighttpd and Node join them
          "o,x",
          "semi;colon",
          "a|b",
          "dq\"uote",
          "o'neill",
          "back\\slash", // C11
          "a*b",
          "(a)",
          "a/b",
          "a:b",
          ": evil", // what Undertow makes of "Remote-User : evil"
          "a=b",
          "a[b",
          "a{b",
          "a`b",
          "a^b",
          "a%20b",
          "a#b",
          "a$b",
          "<b>", // C15
          "a\u0000b",
          "a\tb",
          "a\u007fb",
          "a\u00a0b",
        })
    void rejectsOtherCharacters(String name) {
      assertThat(rule.check(name)).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "аlice", // a Cyrillic а among ASCII
          "alicе",
          "иvан",
          "αlice",
          "jürgenж",
          "李lei",
          "7-иван@example",
          "ひらカタ", // Hiragana with Katakana
        })
    void rejectsAMixOfScripts(String name) { // C03, C05
      assertThat(rule.check(name)).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ﬁn", // a ligature
          "ａｌｉｃｅ", // full width
          "𝐚𝐥𝐢𝐜𝐞", // mathematical
          "alicª", // the feminine ordinal, a letter of the Latin script
          "ŀa", // l with a middle dot
          "ǆ", // one character for dž
          "ﻋﻠﻲ", // Arabic presentation forms
          "ﾡ", // half width
        })
    void rejectsCompatibilityCharacters(String name) { // C05
      assertThat(rule.check(name)).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alıce", "ı", "maſter", "\u212aate", "İ"})
    void rejectsLettersThatAChangeOfCaseTakesIntoAscii(String name) { // C06
      assertThat(rule.check(name)).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "q\u0301", // a mark that every script uses
          "alice\u0308",
          "\u093fह", // a mark before any letter
          "aि", // a Devanagari mark on a Latin letter
          "и\u0488", // a mark that encloses
          "\u0903",
        })
    void rejectsMarksOfNoScriptOrAnother(String name) {
      assertThat(rule.check(name)).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ー", // a letter that Hiragana and Katakana share
          "ʹ",
          "١٢٣", // digits of another script
          "a١",
          "a²",
          "Ⅳ", // a number, no letter
          "😀",
          "a\u200db", // joiner
          "\u202ealice", // right-to-left override
          "a\u200bb",
          "\ud800", // half a surrogate pair
          "\u0378", // unassigned
          "\ue000", // private use
        })
    void rejectsWhatIsNoLetterOfAnyScript(String name) { // C03
      assertThat(rule.check(name)).isEqualTo(Rejection.UNFIT_NAME);
    }
  }

  @Nested
  class Lengths {
    @Test
    // C02: each server passes on values of 8,000 bytes, Undertow of 64,000
    void areCountedInCodePoints() {
      CallerNameRule rule = CallerNameRule.standard(150);
      assertThat(rule.check("a".repeat(150))).isNull();
      assertThat(rule.check("a".repeat(151))).isEqualTo(Rejection.TOO_LONG);
      assertThat(rule.check("𐐀".repeat(150))).isNull();
      assertThat(rule.check("𐐀".repeat(151))).isEqualTo(Rejection.TOO_LONG);
    }

    @Test
    void comeBeforeTheForm() {
      assertThat(CallerNameRule.standard(3).check("a,bc")).isEqualTo(Rejection.TOO_LONG);
      assertThat(CallerNameRule.standard(3).check("a,b")).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void mayBeLimited(int maxLength) {
      assertThat(CallerNameRule.standard(maxLength).check("a".repeat(maxLength))).isNull();
      assertThat(CallerNameRule.matching("a*", maxLength).check("a".repeat(maxLength))).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 256})
    void areLimitedWithinReason(int maxLength) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CallerNameRule.standard(maxLength))
          .withMessage("is not a number from 1 to 255");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CallerNameRule.matching("a*", maxLength))
          .withMessage("is not a number from 1 to 255");
    }
  }

  @Nested
  class Matching {
    @Test
    void looksAtTheWholeName() {
      CallerNameRule rule = CallerNameRule.matching("[a-z]+", 150);
      assertThat(rule.check("alice")).isNull();
      assertThat(rule.check("alice7")).isEqualTo(Rejection.UNFIT_NAME);
      assertThat(rule.check("7alice")).isEqualTo(Rejection.UNFIT_NAME);
    }

    @Test
    void decidesAboutCommasAndOtherScripts() { // B04
      assertThat(CallerNameRule.matching("[a-z,а]+", 150).check("o,xа")).isNull();
    }

    @Test
    void admitsNoEmptyName() {
      assertThat(CallerNameRule.matching("a*", 150).check("")).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+b", "(a|a?)+b", "(.*)*(.*)*(.*)*b"})
    void givesUpOnAnExpressionThatBacktracksWithoutEnd(String regex) {
      CallerNameRule rule = CallerNameRule.matching(regex, 255);
      assertThat(
              assertTimeoutPreemptively(Duration.ofSeconds(5), () -> rule.check("a".repeat(255))))
          .isEqualTo(Rejection.UNFIT_NAME);
    }

    @Test
    void hasPatienceWithAnHonestExpression() {
      CallerNameRule rule = CallerNameRule.matching("([a-z]+[._-]?)+@([a-z]+\\.)+[a-z]+", 255);
      assertThat(rule.check("a".repeat(120) + "@" + "b.".repeat(60) + "example")).isNull();
    }

    @Test
    void countsAnewForEachName() {
      CallerNameRule rule = CallerNameRule.matching("[a-z]+", 255);
      for (int i = 0; i < 200; i++) {
        assertThat(rule.check("a".repeat(255))).isNull();
      }
    }

    @Test
    void readsTwentyThousandCharactersAtMost() {
      BoundedPattern pattern = new BoundedPattern("a*");
      assertThat(pattern.matches("a".repeat(20_000))).isTrue();
      assertThat(pattern.matches("a".repeat(20_001))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a-", "a{2,1}", "*"})
    void rejectsWhatIsNoRegularExpression(String regex) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CallerNameRule.matching(regex, 150))
          .withMessageMatching(
              "is not a regular expression of java\\.util\\.regex\\.Pattern: .+ near index \\d+");
    }
  }

  @Nested
  class NamesForAnonymous {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "anonymous",
          "ANONYMOUS",
          "Anonymous",
          "unauthenticated",
          "UNAUTHENTICATED",
          "guest",
          "Guest"
        })
    void areReservedInAnyCase(String name) { // C09
      assertThat(CallerNameRule.standard(150).check(name)).isEqualTo(Rejection.RESERVED_NAME);
      assertThat(CallerNameRule.matching(".*", 150).check(name)).isEqualTo(Rejection.RESERVED_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous1", "guest.1", "a-guest"})
    void areReservedAlone(String name) {
      assertThat(CallerNameRule.standard(150).check(name)).isNull();
    }

    @Test
    void areReservedLast() {
      assertThat(CallerNameRule.standard(4).check("guest")).isEqualTo(Rejection.TOO_LONG);
      assertThat(CallerNameRule.matching("[a-f]+", 9).check("guest"))
          .isEqualTo(Rejection.UNFIT_NAME);
    }

    @Test
    void areReservedInEachLocale() { // C06
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.forLanguageTag("tr"));
      try {
        assertThat(CallerNameRule.standard(150).check("UNAUTHENTICATED"))
            .isEqualTo(Rejection.RESERVED_NAME);
      } finally {
        Locale.setDefault(before);
      }
    }
  }

  @Nested
  class StandardOrAnotherForm {
    private final CallerNameRule rule =
        CallerNameRule.standardOr(name -> name.startsWith("spiffe://"), 20);

    @ParameterizedTest
    @ValueSource(strings = {"alice", "jürgen", "spiffe://a/b"})
    void fits(String name) {
      assertThat(rule.check(name)).isNull();
      assertThat(rule.checkNormalized(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "https://a/b", ""})
    void doesNotFit(String name) {
      assertThat(rule.check(name)).isEqualTo(Rejection.UNFIT_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spiffe://0123456789ab", "aaaaaaaaaaaaaaaaaaaaa"})
    void isNotLonger(String name) {
      assertThat(rule.check(name)).isEqualTo(Rejection.TOO_LONG);
    }

    @Test
    void isNotReserved() {
      assertThat(rule.check("guest")).isEqualTo(Rejection.RESERVED_NAME);
    }
  }
}
