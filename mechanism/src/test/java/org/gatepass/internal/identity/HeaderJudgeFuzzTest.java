// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.internal.trust.QuickAnswer;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.internal.trust.Trusts;
import org.gatepass.spi.Peer;

/**
 * Any header lines under all kinds of rules, against the promises of the docs.
 *
 * <p>In the first line of a seed letters choose the rules; each other line is a header's name, a
 * colon and its value, to which nothing is added and from which nothing is taken:
 *
 * <ul>
 *   <li>{@code l} ISO-8859-1, {@code a} US-ASCII, else UTF-8; {@code p} percent-encoding, {@code r}
 *       encoded words;
 *   <li>{@code g} groups, {@code m} with a mapping, {@code ; | ^ :} between them, {@code _} for a
 *       blank and {@code 1} for nothing, {@code +} in several lines; {@code e} an e-mail address;
 *       {@code d} a display name; {@code s} a secret;
 *   <li>{@code n} names of five characters at most; {@code c} any names, {@code x} those of an
 *       expression that backtracks without end;
 *   <li>{@code u} a server that reads values as UTF-8; {@code w} the last value over and over until
 *       it is 4 KiB, the most that is read of a name, {@code W} until it is 16 KiB, and {@code v}
 *       the last line until all its copies are.
 * </ul>
 */
class HeaderJudgeFuzzTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ._";
  private static final TrustedProxies PROXIES = TrustedProxies.parse(List.of("10.1.2.3"));
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());
  private static final Peer STRANGER = new Peer("203.0.113.7", List.of());

  private static final int FOUR_KIB = 4 * 1024;
  private static final int SIXTEEN_KIB = 16 * 1024;
  private static final Set<String> MAPPED_GROUPS = Set.of("user", "büro");
  private static final Set<String> RESERVED = Set.of("anonymous", "unauthenticated", "guest");
  private static final Pattern VISIBLE =
      Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]+");
  private static final Pattern EMPTY_GLYPH =
      Pattern.compile(
          "[\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{2800}\\x{3164}\\x{fe00}-\\x{fe0f}\\x{ffa0}]");
  private static final Pattern BLANK_AT_AN_END = Pattern.compile("^\\p{Z}|\\p{Z}\\z");
  private static final Pattern STANDARD_NAME = Pattern.compile("[\\p{L}\\p{M}0-9._@+-]+");

  private record Line(String name, String value) {}

  @FuzzTest
  @DictionaryEntries({
    "\\x0aremote-user:",
    "\\x0aremote_user:",
    "\\x0aconnection:remote-user",
    "\\x0aremote-groups:",
    "\\x0aremote-email:",
    "\\x0aremote-name:",
    "\\x0ax-proxy-secret:0123456789abcdefghijABCDEFGHIJ._",
    "alice",
    "staff",
    "%20",
    "=?UTF-8?Q?",
    "(null)",
    "guest"
  })
  void assertsOnlyWhatTheRulesAllow(byte[] seed) {
    String text = new String(seed, StandardCharsets.ISO_8859_1);
    int lineEnd = text.indexOf('\n');
    String letters = lineEnd < 0 ? text : text.substring(0, lineEnd);
    List<Line> lines = lineEnd < 0 ? List.of() : lines(letters, text.substring(lineEnd + 1));
    RulesBuilder builder = rules(letters);
    IdentityHeaderRules rules = builder.build();
    HeaderJudge trusting = builder.trusting();
    Headers headers = Headers.of();
    lines.forEach(line -> headers.and(line.name(), line.value()));

    Assertion read = QuickAnswer.of(() -> trusting.judge(PROXY, headers));

    if (read instanceof Assertion.Malformed malformed) {
      assertThat(trusting.headers()).contains(new HeaderName(malformed.header()));
    }
    if (read instanceof Assertion.Asserted asserted) {
      assertThat(asserted.leftOut())
          .allSatisfy(
              fault -> {
                assertThat(trusting.headers()).contains(new HeaderName(fault.header()));
                assertThat(fault.header()).isNotEqualTo("remote-user");
              });
      checkLines(rules, trusting.headers(), lines);
      checkName(letters, asserted.callerName());
      checkGroups(rules, letters, asserted.groups());
      if (asserted.email() != null) {
        checkText(asserted.email(), 254);
        assertThat(asserted.email()).doesNotContainPattern("\\p{Z}");
      }
      if (asserted.displayName() != null) {
        checkText(asserted.displayName(), 255);
      }
    }
    checkPeers(letters, builder, lines, headers, read);
  }

  /** An untrusted peer asserts nothing; the assertion of a trusted one is complete. */
  private static void checkPeers(
      String letters, RulesBuilder builder, List<Line> lines, Headers headers, Assertion read) {
    HeaderName secretHeader = letters.contains("s") ? HeaderName.parse("x-proxy-secret") : null;
    SharedSecrets secrets = secretHeader == null ? null : SharedSecrets.parse(SECRET);
    HeaderJudge judge = builder.judge(Trusts.of(PROXIES, secretHeader, secrets, List.of()));
    boolean named = values(lines, "remote-user").anyMatch(value -> !value.matches("[ \t]*"));

    Assertion strangers = QuickAnswer.of(() -> judge.judge(STRANGER, headers));
    assertThat(strangers).isInstanceOf(Assertion.Absent.class);
    assertThat(((Assertion.Absent) strangers).peerTrusted()).isFalse();
    assertThat(((Assertion.Absent) strangers).ignored() != null).isEqualTo(named);

    Assertion proxys = QuickAnswer.of(() -> judge.judge(PROXY, headers));
    if (secrets == null || values(lines, "x-proxy-secret").toList().equals(List.of(SECRET))) {
      assertThat(proxys).isEqualTo(read);
    } else {
      assertThat(proxys).isInstanceOf(Assertion.Absent.class);
      assertThat(((Assertion.Absent) proxys).peerTrusted()).isFalse();
      assertThat(((Assertion.Absent) proxys).ignored() != null).isEqualTo(named);
    }
  }

  private static void checkLines(
      IdentityHeaderRules rules, List<HeaderName> configured, List<Line> lines) {
    List<String> callerValues = values(lines, "remote-user").toList();
    assertThat(callerValues).hasSize(1);
    assertThat(callerValues.get(0).replaceAll("^[ \t]+|[ \t]+\\z", ""))
        .isNotEmpty()
        .isNotIn("(null)", "null", "-")
        .doesNotStartWith("$")
        .doesNotStartWith("%{")
        .hasSizeLessThanOrEqualTo(4_096);
    List<String> mentioned =
        values(lines, "connection")
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(token -> token.replaceAll("^[ \t]+|[ \t]+\\z", "").toLowerCase(Locale.ROOT))
            .toList();
    for (HeaderName header : configured) {
      assertThat(mentioned).doesNotContain(header.name());
      List<String> spellings =
          lines.stream()
              .map(line -> line.name().toLowerCase(Locale.ROOT))
              .filter(name -> name.replaceAll("[_.]", "-").equals(header.name()))
              .distinct()
              .toList();
      if (spellings.contains(header.name())) {
        assertThat(spellings).containsExactly(header.name());
      }
    }
    for (HeaderName single : Stream.of(rules.emailHeader(), rules.displayNameHeader()).toList()) {
      if (single != null) {
        assertThat(values(lines, single.name()).count()).isLessThanOrEqualTo(1);
      }
    }
    if (rules.groupsHeader() != null && !rules.groupsRepeated()) {
      assertThat(values(lines, rules.groupsHeader().name()).count()).isLessThanOrEqualTo(1);
    }
  }

  private static void checkName(String letters, String name) {
    checkText(name, letters.contains("n") ? 5 : 150);
    assertThat(name.toLowerCase(Locale.ROOT)).isNotIn(RESERVED);
    if (isStandard(letters)) {
      assertThat(name).matches(STANDARD_NAME).doesNotContain(",");
    }
  }

  private static void checkGroups(IdentityHeaderRules rules, String letters, Set<String> groups) {
    if (rules.groupsHeader() == null) {
      assertThat(groups).isEmpty();
      return;
    }
    assertThat(groups).hasSizeLessThanOrEqualTo(1_000);
    for (String group : groups) {
      checkText(group, 255);
      assertThat(rules.groupsSeparator().isIn(group)).isFalse();
    }
    if (letters.contains("m")) {
      assertThat(MAPPED_GROUPS).containsAll(groups);
    }
  }

  private static void checkText(String text, int maxLength) {
    assertThat(text)
        .matches(VISIBLE)
        .doesNotContainPattern(EMPTY_GLYPH)
        .doesNotContainPattern(BLANK_AT_AN_END);
    assertThat(Normalizer.normalize(text, Normalizer.Form.NFC)).isEqualTo(text);
    assertThat(text.codePoints().count()).isLessThanOrEqualTo(maxLength);
  }

  private static Stream<String> values(List<Line> lines, String name) {
    return lines.stream().filter(line -> line.name().equalsIgnoreCase(name)).map(Line::value);
  }

  private static List<Line> lines(String letters, String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
      lines.add(
          new Line(
              name, letters.contains("u") ? new String(bytes, StandardCharsets.UTF_8) : value));
    }
    Line last = lines.get(lines.size() - 1);
    if (letters.contains("v")) {
      int length = last.name().length() + last.value().length() + 1;
      for (int i = 1; i < SIXTEEN_KIB / length; i++) {
        lines.add(last);
      }
    } else if (letters.contains("W")) {
      lines.set(lines.size() - 1, filled(last, SIXTEEN_KIB));
    } else if (letters.contains("w")) {
      lines.set(lines.size() - 1, filled(last, FOUR_KIB));
    }
    return lines;
  }

  private static Line filled(Line line, int length) {
    int times = line.value().isEmpty() ? 1 : Math.max(1, length / line.value().length());
    return new Line(line.name(), line.value().repeat(times));
  }

  private static RulesBuilder rules(String letters) {
    RulesBuilder rules =
        RulesBuilder.forCaller(HeaderName.parse("remote-user"))
            .text(charset(letters), encoding(letters));
    if (letters.contains("g")) {
      String mapping = letters.contains("m") ? "staff=user,büro=büro" : "*";
      rules.groups(HeaderName.parse("remote-groups"), GroupsMapping.parse(mapping));
      rules.groupsSeparator(separator(letters));
      if (letters.contains("+")) {
        rules.repeatedGroups();
      }
    }
    if (letters.contains("e")) {
      rules.email(HeaderName.parse("remote-email"));
    }
    if (letters.contains("d")) {
      rules.displayName(HeaderName.parse("remote-name"));
    }
    if (letters.contains("s")) {
      rules.secret(HeaderName.parse("x-proxy-secret"));
    }
    return rules.callerNames(callerNames(letters));
  }

  private static GroupsSeparator separator(String letters) {
    if (letters.contains("_") && !letters.contains("r")) {
      return GroupsSeparator.SPACE;
    }
    return letters
        .chars()
        .mapToObj(
            letter ->
                switch (letter) {
                  case ';' -> GroupsSeparator.SEMICOLON;
                  case '|' -> GroupsSeparator.BAR;
                  case '^' -> GroupsSeparator.CARET;
                  case ':' -> GroupsSeparator.COLON;
                  case '1' -> GroupsSeparator.NONE;
                  default -> GroupsSeparator.COMMA;
                })
        .filter(separator -> separator != GroupsSeparator.COMMA)
        .findFirst()
        .orElse(GroupsSeparator.COMMA);
  }

  private static Charset charset(String letters) {
    if (letters.contains("r") || !(letters.contains("l") || letters.contains("a"))) {
      return StandardCharsets.UTF_8;
    }
    return letters.contains("l") ? StandardCharsets.ISO_8859_1 : StandardCharsets.US_ASCII;
  }

  private static HeaderEncoding encoding(String letters) {
    if (letters.contains("r")) {
      return HeaderEncoding.RFC2047;
    }
    return letters.contains("p") ? HeaderEncoding.PERCENT : HeaderEncoding.NONE;
  }

  private static CallerNameRule callerNames(String letters) {
    int maxLength = letters.contains("n") ? 5 : 150;
    if (isStandard(letters)) {
      return CallerNameRule.standard(maxLength);
    }
    return CallerNameRule.matching(letters.contains("x") ? "(([a-z]+)+,?)+[0-9]" : ".*", maxLength);
  }

  private static boolean isStandard(String letters) {
    return !letters.contains("c") && !letters.contains("x");
  }
}
