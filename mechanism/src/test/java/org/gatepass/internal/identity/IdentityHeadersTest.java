// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderEncoding;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.Peer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityHeadersTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());
  private static final Assertion NO_CALLER = new Assertion.Absent(true, null);
  private static final Assertion PLACEHOLDER = new Assertion.Absent(true, Rejection.PLACEHOLDER);

  private static RulesBuilder rules() {
    return RulesBuilder.forCaller(HeaderName.parse("remote-user"));
  }

  /** Rules that read all four headers, with a fifth one for the secret. */
  private static RulesBuilder allRules() {
    return rules()
        .groups(HeaderName.parse("remote-groups"), GroupsMapping.parse("*"))
        .email(HeaderName.parse("remote-email"))
        .displayName(HeaderName.parse("remote-name"))
        .secret(HeaderName.parse("x-proxy-secret"));
  }

  private static Assertion read(RulesBuilder rules, String... headers) {
    return rules.trusting().judge(PROXY, Headers.of(headers));
  }

  private static Assertion caller(String name) {
    return new Assertion.Asserted(name, Set.of(), null, null, null, Set.of(), null);
  }

  private static Assertion malformed(Rejection reason) {
    return malformed(reason, "remote-user");
  }

  private static Assertion malformed(Rejection reason, String header) {
    return new Assertion.Malformed(reason, header);
  }

  /** Alice, without the value of an unreadable header. */
  private static Assertion aliceWithout(String header, Rejection reason) {
    return aliceWithout(header, reason, Set.of());
  }

  private static Assertion aliceWithout(String header, Rejection reason, Set<String> groups) {
    return new Assertion.Asserted(
        "alice", groups, null, null, null, Set.of(new HeaderFault(header, reason)), null);
  }

  @Nested
  class NumberOfLines {
    @Test
    void isOneForACaller() {
      assertThat(read(rules(), "remote-user", "alice")).isEqualTo(caller("alice"));
      assertThat(read(rules(), "REMOTE-USER", "alice")).isEqualTo(caller("alice"));
    }

    @Test
    // A path that the proxy reads otherwise than the server arrives without the header
    void isNoneForAnAnonymousRequest() {
      assertThat(read(rules())).isEqualTo(NO_CALLER);
      assertThat(read(allRules(), "x-user", "alice")).isEqualTo(NO_CALLER);
    }

    @ParameterizedTest
    @CsvSource({"alice, root", "alice, alice", "alice, ''", "'', alice", "'', ''", "(null), alice"})
    // B03, B10: getHeader() returns the first line, which HAProxy's add-header leaves to the client
    void isNeverTwo(String first, String second) {
      assertThat(read(rules(), "remote-user", first, "Remote-User", second))
          .isEqualTo(malformed(Rejection.REPEATED_HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote-groups", "remote-email", "remote-name"})
    void isNeverTwoForTheOtherHeaders(String name) { // B03, D03
      assertThat(read(allRules(), "remote-user", "alice", name, "x", name, "x"))
          .isEqualTo(malformed(Rejection.REPEATED_HEADER, name));
      String tooLong = "x".repeat(20_000);
      assertThat(read(allRules(), "remote-user", "alice", name, tooLong, name, "\u0001"))
          .isEqualTo(malformed(Rejection.REPEATED_HEADER, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote-groups", "remote-email", "remote-name"})
    // "Connection: close, Remote-User" through Apache removes the caller and leaves the groups
    void ofTheOtherHeadersMattersOnlyTogetherWithACaller(String name) {
      assertThat(read(allRules(), name, "x", name, "\u0001")).isEqualTo(NO_CALLER);
      assertThat(read(allRules(), "remote-user", "", name, "x", name, "\u0001"))
          .isEqualTo(NO_CALLER);
    }

    @Test
    void ofAHeaderThatIsNotConfiguredDoesNotMatter() {
      assertThat(
              read(
                  rules(),
                  "remote-user",
                  "alice",
                  "remote-groups",
                  "x",
                  "remote-groups",
                  "y",
                  "remote-email",
                  "x",
                  "remote-name",
                  "x"))
          .isEqualTo(caller("alice"));
    }
  }

  @Nested
  class Aliases {
    @ParameterizedTest
    @ValueSource(
        strings = {"Remote_User", "REMOTE_USER", "remote.user", "Remote.User", "remote_user"})
    void inAdditionToACallerAreMalformed(String alias) { // B01, B02
      assertThat(read(rules(), "remote-user", "alice", alias, "root"))
          .isEqualTo(malformed(Rejection.ALIAS_HEADER));
      assertThat(read(rules(), "remote-user", "", alias, "root"))
          .isEqualTo(malformed(Rejection.ALIAS_HEADER));
      assertThat(read(rules(), "remote-user", "(null)", alias, "root"))
          .isEqualTo(malformed(Rejection.ALIAS_HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Remote_User", "REMOTE_USER", "Remote.User"})
    void aloneAreNotLookedAt(String alias) { // B01: servers keep them apart from Remote-User
      assertThat(read(rules(), alias, "root")).isEqualTo(NO_CALLER);
    }

    @ParameterizedTest
    @CsvSource({
      "remote-groups, Remote_Groups",
      "remote-email, REMOTE.EMAIL",
      "remote-name, remote_name",
      "x-proxy-secret, X-Proxy_Secret",
      "x-proxy-secret, X_Proxy.Secret",
    })
    void inAdditionToTheOtherHeadersAreMalformed(String name, String alias) { // B01
      assertThat(read(allRules(), "remote-user", "alice", name, "x", alias, "x"))
          .isEqualTo(malformed(Rejection.ALIAS_HEADER, name));
      assertThat(read(allRules(), name, "x", alias, "x"))
          .isEqualTo(malformed(Rejection.ALIAS_HEADER, name));
      assertThat(read(allRules(), "remote-user", "alice", alias, "x")).isEqualTo(caller("alice"));
    }

    @Test
    void comeBeforeTheNumberOfLines() {
      assertThat(read(rules(), "remote-user", "a", "remote-user", "b", "remote_user", "c"))
          .isEqualTo(malformed(Rejection.ALIAS_HEADER));
    }
  }

  @Nested
  class ConnectionLines {
    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        value = {
          "Remote-User ! remote-user",
          "remote-user ! remote-user",
          "close, Remote-User ! remote-user",
          "close,remote-user ! remote-user",
          "remote-user, close ! remote-user",
          "'\t REMOTE-USER \t,close' ! remote-user",
          "close,,remote-user, ! remote-user",
          ",remote-user ! remote-user",
          "Remote-Groups ! remote-groups",
          "remote-email ! remote-email",
          "remote-name ! remote-name",
          "X-Proxy-Secret ! x-proxy-secret",
        })
    void thatNameAConfiguredHeaderAreMalformed(String line, String header) { // B05
      Assertion malformed = malformed(Rejection.HEADER_IN_CONNECTION, header);
      assertThat(read(allRules(), "remote-user", "alice", "Connection", line)).isEqualTo(malformed);
      // Its absence may be what the line has done.
      assertThat(read(allRules(), "connection", line)).isEqualTo(malformed);
      assertThat(read(allRules(), "remote-user", "", "connection", line)).isEqualTo(malformed);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          ",",
          "close",
          "keep-alive, Upgrade",
          "remote-users",
          "remote-use",
          "xremote-user",
          "remote user",
          "remote-user;x",
        })
    void thatNameOthersDoNotMatter(String line) {
      assertThat(read(allRules(), "remote-user", "alice", "Connection", line))
          .isEqualTo(caller("alice"));
    }

    @Test
    void areAllRead() {
      assertThat(
              read(
                  rules(),
                  "remote-user",
                  "alice",
                  "connection",
                  "close",
                  "connection",
                  "remote-user"))
          .isEqualTo(malformed(Rejection.HEADER_IN_CONNECTION));
    }

    @Test
    void comeAfterAliases() {
      assertThat(read(rules(), "remote-user", "a", "remote_user", "b", "connection", "remote-user"))
          .isEqualTo(malformed(Rejection.ALIAS_HEADER));
    }
  }

  @Nested
  class Blanks {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", " \t "})
    void aloneAreAnonymous(String value) { // C01: as HAProxy, Apache and Caddy send no name
      assertThat(read(rules(), "remote-user", value)).isEqualTo(NO_CALLER);
    }

    @ParameterizedTest
    @ValueSource(strings = {" alice", "alice ", "\talice \t", "  alice"})
    void atTheEndsAreCutOff(String value) { // C04
      assertThat(read(rules(), "remote-user", value)).isEqualTo(caller("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0alice", "alice\u00a0", "\u0085alice", "\u000balice", "\nalice"})
    void ofOtherKindsAreNot(String value) { // C04, B08: servers keep U+00A0 and U+0085
      assertThat(
              read(
                  rules().text(StandardCharsets.ISO_8859_1, HeaderEncoding.NONE),
                  "remote-user",
                  value))
          .isEqualTo(malformed(Rejection.UNCLEAN_VALUE));
    }

    @Test
    void insideAreNoPartOfAName() { // C04
      assertThat(read(rules(), "remote-user", "alice bob"))
          .isEqualTo(malformed(Rejection.UNFIT_NAME));
    }
  }

  @Nested
  class Placeholders {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "(null)",
          "null",
          "-",
          "{http.reverse_proxy.header.Remote-User}",
          "{}",
          "%{REMOTE_USER}e",
          "%{",
          "%{X}",
          "$remote_user",
          "$",
          " (null)\t",
        })
    void areAnonymous(String value) { // C08: as misconfigured Apache, Squid and Caddy send them
      assertThat(read(rules(), "remote-user", value)).isEqualTo(PLACEHOLDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{alice", "alice}", "(null", "--", "%x", "a$", "NULL,"})
    void areNotWhatOnlyLooksALittleLikeThem(String value) {
      assertThat(
              read(rules().callerNames(CallerNameRule.matching(".*", 150)), "remote-user", value))
          .isEqualTo(caller(value));
    }

    @Test
    void areNoNamesOnceTheyAreDecoded() {
      assertThat(
              read(
                  rules().text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT),
                  "remote-user",
                  "%28null%29"))
          .isEqualTo(malformed(Rejection.PLACEHOLDER));
    }

    @Test
    void areNoValueOfTheOtherHeaders() {
      assertThat(
              read(
                  allRules(),
                  "remote-user",
                  "alice",
                  "remote-groups",
                  "(null)",
                  "remote-email",
                  "%{MAIL}e",
                  "remote-name",
                  "-"))
          .isEqualTo(caller("alice"));
    }
  }

  @Nested
  class Text {
    private static Assertion readIn(Charset charset, String value) {
      return read(rules().text(charset, HeaderEncoding.NONE), "remote-user", value);
    }

    @Test
    void isUtf8() { // C14: proxies forward the bytes, and servers decode them as ISO-8859-1
      assertThat(readIn(StandardCharsets.UTF_8, Headers.utf8("jürgen")))
          .isEqualTo(caller("jürgen"));
      assertThat(readIn(StandardCharsets.UTF_8, Headers.utf8("李雷"))).isEqualTo(caller("李雷"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "j\u00fcrgen", // Latin-1
          "j\u00c3",
          "\u00c0\u00af", // overlong
          "\u00ed\u00a0\u0080", // half a surrogate pair
          "\u00f4\u0090\u0080\u0080", // beyond Unicode
          "\u00ff",
          "a\u0100", // no byte
          "李",
        })
    void isRejectedWhenItIsNot(String value) { // C14
      assertThat(readIn(StandardCharsets.UTF_8, value))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
    }

    @Test
    void isLatin1WhereConfigured() {
      assertThat(readIn(StandardCharsets.ISO_8859_1, "j\u00fcrgen")).isEqualTo(caller("jürgen"));
      assertThat(readIn(StandardCharsets.ISO_8859_1, "\u00ffa")).isEqualTo(caller("ÿa"));
      assertThat(readIn(StandardCharsets.ISO_8859_1, "a\u0100"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
    }

    @Test
    void isAsciiWhereConfigured() {
      assertThat(readIn(StandardCharsets.US_ASCII, "alice")).isEqualTo(caller("alice"));
      assertThat(readIn(StandardCharsets.US_ASCII, "j\u00fcrgen"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
      assertThat(readIn(StandardCharsets.US_ASCII, "a\u0080"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a\u0000b", // Cc
          "a\tb",
          "a\rb",
          "a\nb", // B08
          "a\u001fb",
          "a\u007fb",
          "a\u0080b",
          "a\u009fb",
          "a\u00adb", // Cf: soft hyphen
          "a\u200bb", // zero width
          "a\u202eb", // bidi
          "a\u2066b",
          "\ufeffab",
          "a\ue000b", // Co
          "a\u0378b", // Cn
          "a\uffffb",
          "a\u2028b", // Zl
          "a\u2029b", // Zp
          "\u2003ab", // blanks at the ends
          "ab\u3000",
          "a\u1160b", // letters and marks that show nothing
          "a\u115fb",
          "a\u17b4b",
          "a\u2800b",
          "a\ufe0fb",
          "a\u3164b",
          "a\udb40\uddefb",
          "u\u0308", // not in normal form C
          "\u212a",
          "\u0344",
        })
    void isCleanInEveryHeaderButTheDisplayName(String text) { // C03, C05
      String value = Headers.utf8(text);
      RulesBuilder anyName = allRules().callerNames(CallerNameRule.matching("(?s).*", 150));
      assertThat(read(anyName, "remote-user", value)).isEqualTo(malformed(Rejection.UNCLEAN_VALUE));
      assertThat(read(anyName, "remote-user", "alice", "remote-groups", value))
          .isEqualTo(aliceWithout("remote-groups", Rejection.UNCLEAN_VALUE));
      assertThat(read(anyName, "remote-user", "alice", "remote-email", value))
          .isEqualTo(aliceWithout("remote-email", Rejection.UNCLEAN_VALUE));
      assertThat(read(anyName, "remote-user", "alice", "remote-name", value))
          .isInstanceOfSatisfying(
              Assertion.Asserted.class,
              asserted -> assertThat(CleanText.isClean(asserted.displayName())).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"remote-groups", "remote-email", "remote-name"})
    void isLeftOutOfTheOtherHeadersWhereItIsNotReadable(String header) { // C14
      assertThat(read(allRules(), "remote-user", "alice", header, "\u00ff"))
          .isEqualTo(aliceWithout(header, Rejection.UNREADABLE_VALUE));
    }
  }

  @Nested
  class PercentEncoding {
    private static Assertion readIn(Charset charset, String value) {
      return read(
          rules()
              .text(charset, HeaderEncoding.PERCENT)
              .callerNames(CallerNameRule.matching(".*", 150)),
          "remote-user",
          value);
    }

    @ParameterizedTest
    @CsvSource({
      "alice, alice",
      "j%C3%BCrgen, jürgen",
      "j%c3%bcrgen, jürgen",
      "%61lice, alice",
      "a%2520b, a%20b", // C14: once
      "a+b, a+b",
      "a%2Bb, a+b",
      "a%20b, a b",
      "a b, a b",
      "100%25, 100%",
      "%7e, ~",
    })
    void isDecodedOnce(String value, String name) {
      assertThat(readIn(StandardCharsets.UTF_8, value)).isEqualTo(caller(name));
    }

    @Test
    void isReadInTheCharacterSet() {
      assertThat(readIn(StandardCharsets.ISO_8859_1, "j%FCrgen")).isEqualTo(caller("jürgen"));
      assertThat(readIn(StandardCharsets.UTF_8, "j%FCrgen"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
      assertThat(readIn(StandardCharsets.ISO_8859_1, "j%Fxrgen"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
      assertThat(readIn(StandardCharsets.US_ASCII, "j%FCrgen"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
    }

    @Test
    void admitsNoRawByteBeyondAsciiInAnyCharacterSet() {
      assertThat(readIn(StandardCharsets.ISO_8859_1, "j\u00fcrgen"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
      assertThat(readIn(StandardCharsets.ISO_8859_1, "a\u0080"))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
      assertThat(readIn(StandardCharsets.ISO_8859_1, "a\u007f"))
          .isEqualTo(malformed(Rejection.UNCLEAN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a%",
          "a%2",
          "a%2g",
          "a%g2",
          "a%%20",
          "a% 20",
          "a%+2b",
          "a%u0041",
          "%C3",
          "%C0%AF",
          "%ED%A0%80",
          "j\u00c3\u00bcrgen", // bytes that should have been encoded
          "a\u0080",
          "a%\u0662\u0660",
          "a%\u00b20",
        })
    void isStrict(String value) {
      assertThat(readIn(StandardCharsets.UTF_8, value))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "alice%20",
          "%20alice",
          "%09alice",
          "%20",
          "alice%C2%A0",
          "a%00b",
          "a%0Ab",
          "u%CC%88"
        })
    void isNeverTrimmed(String value) { // C04
      assertThat(readIn(StandardCharsets.UTF_8, value))
          .isEqualTo(malformed(Rejection.UNCLEAN_VALUE));
    }

    @Test
    void isNotDecodedUnlessConfigured() {
      assertThat(read(rules(), "remote-user", "per%41cent"))
          .isEqualTo(malformed(Rejection.UNFIT_NAME));
    }
  }

  @Nested
  class EncodedWord {
    private static Assertion readWords(String value) {
      return read(
          rules()
              .text(StandardCharsets.UTF_8, HeaderEncoding.RFC2047)
              .callerNames(CallerNameRule.matching(".*", 150)),
          "remote-user",
          value);
    }

    @ParameterizedTest
    @CsvSource({
      "alice, alice",
      "alice b, alice b",
      "a=b, a=b",
      "a?b?=, a?b?=",
      "=?UTF-8?Q?j=C3=BCrgen?=, jürgen",
      "=?utf-8?q?j=c3=bcrgen?=, jürgen",
      "=?UTF-8?B?asO8cmdlbg==?=, jürgen",
      "=?UTF-8?b?asO8cmdlbg==?=, jürgen",
      "=?UTF-8?Q?alice?=, alice",
      "=?UTF-8?Q?a_b?=, a b",
      "=?UTF-8?Q?a=5Fb?=, a_b",
      "=?UTF-8?Q?!~?=, !~",
      "=?UTF-8?Q?a?= =?UTF-8?Q?b?=, ab",
      "=?UTF-8?Q?a?=    =?UTF-8?B?Yg==?= =?UTF-8?Q?c?=, abc",
      "=?UTF-8?Q?a_?= =?UTF-8?Q?b?=, a b",
      "=?UTF-8?Q?a?= b, a b",
      "a =?UTF-8?Q?b?=, a b",
      "a =?UTF-8?Q?b?= c =?UTF-8?Q?d?=, a b c d",
      "a  b, a  b",
    })
    void isDecoded(String value, String name) {
      assertThat(readWords(value)).isEqualTo(caller(name));
    }

    @Test
    void mayFollowPlainTextBeyondAscii() {
      assertThat(readWords(Headers.utf8("jürgen =?UTF-8?Q?m=C3=BCller?=")))
          .isEqualTo(caller("jürgen müller"));
    }

    @Test
    void isPartedFromTheNextByTabsAsWell() {
      assertThat(readWords("=?UTF-8?Q?a?=\t =?UTF-8?Q?b?=")).isEqualTo(caller("ab"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "=?ISO-8859-1?Q?j=FCrgen?=",
          "=?US-ASCII?Q?alice?=",
          "=?UTF-8*en?Q?alice?=",
          "=??Q?alice?=",
          "=?UTF-8?X?alice?=",
          "=?UTF-8??alice?=",
          "=?UTF-8?QQ?alice?=",
          "=?UTF-8?Q??=",
          "=?UTF-8?B??=",
          "=?UTF-8?B?YQ?=", // no padding
          "=?UTF-8?B?YQ=?=",
          "=?UTF-8?B?Y!==?=",
          "=?UTF-8?B?Y?=",
          "=?UTF-8?B?w7w=w7w=?=",
          "=?UTF-8?B?YQ_-?=",
          "=?UTF-8?B?YR==?=", // bits that stand for nothing
          "=?UTF-8?B?YWJ=?=",
          "=?UTF-8?Q?j=FCrgen?=", // no UTF-8
          "=?UTF-8?B?/A==?=",
          "=?UTF-8?Q?a=?=",
          "=?UTF-8?Q?a=4?=",
          "=?UTF-8?Q?a=4g?=",
          "=?UTF-8?Q?a=g4?=",
          "=?UTF-8?Q?a b?=",
          "=?UTF-8?Q?a\tb?=",
          "=?UTF-8?Q?a\u0000b?=",
          "=?UTF-8?Q?a\u007fb?=",
          "=?UTF-8?Q?j\u00c3\u00bcrgen?=",
          "=?UTF-8?Q?a?b?=",
          "=?UTF-8?Q?a",
          "=?UTF-8?Q?alice",
          "=?UTF-8?Q?alice=?",
          "=?UTF-8?Q?a=\u0664\u0661?=",
          "=?UTF-8?Q?a?",
          "=?UTF-8?Q?=",
          "=?UTF-8?=",
          "=?",
          "=?=",
          "=??=",
          "=???=",
          "x=?UTF-8?Q?a?=",
          "=?UTF-8?Q?a?=x",
          "=?UTF-8?Q?a?==?UTF-8?Q?b?=",
          "=?UTF-8?Q?=C3?= =?UTF-8?Q?=BC?=", // a character in two words
          "alice \u00ff",
          "alice\u0100",
        })
    void isStrict(String value) {
      assertThat(readWords(value)).isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "=?UTF-8?Q?alice_?=",
          "=?UTF-8?Q?_alice?=",
          "=?UTF-8?Q?_?=",
          "=?UTF-8?B?IGFsaWNl?=",
          "=?UTF-8?Q?a=00b?=",
          "=?UTF-8?Q?a=0D=0Ab?=",
        })
    void isNeverTrimmed(String value) {
      assertThat(readWords(value)).isEqualTo(malformed(Rejection.UNCLEAN_VALUE));
    }

    @Test
    void isDecodedOnce() { // C14
      assertThat(readWords("=?UTF-8?Q?=3D=3FUTF-8=3FQ=3Falice=3F=3D?="))
          .isEqualTo(caller("=?UTF-8?Q?alice?="));
    }

    @Test
    void isOneElementOfAListOfGroups() {
      assertThat(
              read(
                  allRules().text(StandardCharsets.UTF_8, HeaderEncoding.RFC2047),
                  "remote-user",
                  "alice",
                  "remote-groups",
                  "=?UTF-8?Q?a?= , =?UTF-8?Q?b?= =?UTF-8?Q?c?="))
          .isEqualTo(
              new Assertion.Asserted("alice", Set.of("a", "bc"), null, null, null, Set.of(), null));
    }
  }

  @Nested
  class CallerNames {
    @Test
    void followTheirRule() {
      assertThat(read(rules(), "remote-user", "alice,second"))
          .isEqualTo(malformed(Rejection.UNFIT_NAME)); // B04
      assertThat(read(rules(), "remote-user", "ANONYMOUS"))
          .isEqualTo(malformed(Rejection.RESERVED_NAME)); // C09
      assertThat(read(rules(), "remote-user", "a".repeat(150))).isEqualTo(caller("a".repeat(150)));
      assertThat(read(rules(), "remote-user", "a".repeat(151)))
          .isEqualTo(malformed(Rejection.TOO_LONG)); // C02
    }

    @Test
    void keepTheirCase() { // C06: nginx, Apache, HAProxy and Caddy keep it too
      assertThat(read(rules(), "remote-user", "ALICE")).isEqualTo(caller("ALICE"));
    }

    @Test
    void areNotReadBeyondFourThousandBytes() { // C02
      RulesBuilder percent = rules().text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT);
      assertThat(read(percent, "remote-user", "%".repeat(4_096)))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
      assertThat(read(percent, "remote-user", "%".repeat(4_097)))
          .isEqualTo(malformed(Rejection.TOO_LONG));
    }

    @Test
    void passTheSameRulesOnceTheyAreNormalized() {
      IdentityRules names =
          rules().callerNames(CallerNameRule.matching(".+@EXAMPLE\\.COM", 20)).identityRules();

      assertThat(names.checkNormalizedName("alice")).isNull();
      assertThat(names.checkNormalizedName("alice b@EXAMPLE.COM")).isNull();
      assertThat(names.checkNormalizedName("alice b")).isEqualTo(Rejection.UNFIT_NAME);
      assertThat(names.checkNormalizedName("alic\u0435")).isEqualTo(Rejection.UNFIT_NAME);
      assertThat(names.checkNormalizedName("Anonymous")).isEqualTo(Rejection.RESERVED_NAME);
      assertThat(names.checkNormalizedName("a".repeat(20))).isNull();
      assertThat(names.checkNormalizedName("a".repeat(21))).isEqualTo(Rejection.TOO_LONG);
      assertThat(names.checkNormalizedName("alice\u1160")).isEqualTo(Rejection.UNCLEAN_VALUE);
      assertThat(names.checkNormalizedName(" alice")).isEqualTo(Rejection.UNCLEAN_VALUE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t", "null", "(null)", "-"})
    void areUnfitWhereNormalizingLeavesNothing(@Nullable String name) {
      IdentityRules names = rules().callerNames(CallerNameRule.matching(".*", 20)).identityRules();

      assertThat(names.checkNormalizedName(name)).isEqualTo(Rejection.UNFIT_NAME);
    }
  }

  @Nested
  class Groups {
    private static Assertion asserted(String... groups) {
      return new Assertion.Asserted("alice", Set.of(groups), null, null, null, Set.of(), null);
    }

    private static Assertion readGroups(RulesBuilder rules, String... lines) {
      Headers headers = Headers.of("remote-user", "alice");
      for (String line : lines) {
        headers.and("Remote-Groups", line);
      }
      return rules.trusting().judge(PROXY, headers);
    }

    private static RulesBuilder mapping(String mapping) {
      return rules().groups(HeaderName.parse("remote-groups"), GroupsMapping.parse(mapping));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '!',
        value = {
          ", ! a,b ! a b",
          ", ! a;b|c ! a;b|c",
          "; ! a;b ! a b",
          "; ! a,b ! a,b",
          "| ! a|b ! a b",
          ", ! a,,b, ! a b",
          ", ! ,a ! a",
          ", ! a,\t,b ! a b",
          ", ! a,a ! a",
          ", ! a ! a",
          ", ! a, b ,\tc\t ! a b c", // RFC 9110, section 5.6.1
          "; ! a; b ! a b",
          "caret ! a^b ^ c ! a b c",
          "COLON ! a:b: c ! a b c",
          "SPACE ! 'a b  c' ! a b c",
          "SPACE ! a,b ! a,b",
          "NONE ! a,b;c|d^e:f ! a,b;c|d^e:f",
        })
    void areSplitAtTheSeparator(String separator, String value, String groups) {
      assertThat(readGroups(mapping("*").groupsSeparator(GroupsSeparator.parse(separator)), value))
          .isEqualTo(asserted(groups.split(" ")));
    }

    @Test
    void areOneALineWithoutASeparator() {
      RulesBuilder oneALine =
          mapping("\"x,idp-admins\"=auditor,idp-admins=administrator")
              .groupsSeparator(GroupsSeparator.NONE)
              .repeatedGroups();
      assertThat(readGroups(oneALine, "x,idp-admins")).isEqualTo(asserted("auditor"));
      assertThat(readGroups(oneALine, "x, idp-admins")).isEqualTo(asserted());
      assertThat(readGroups(oneALine, "y,idp-admins", " idp-admins ", ""))
          .isEqualTo(asserted("administrator"));
      assertThat(readGroups(mapping("*").groupsSeparator(GroupsSeparator.NONE), "a", "b"))
          .isEqualTo(malformed(Rejection.REPEATED_HEADER, "remote-groups"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,"})
    void areNoneInABlankHeader(String value) { // D04
      assertThat(readGroups(mapping("*"), value)).isEqualTo(asserted());
    }

    @Test
    void areNoneWithoutTheHeader() { // D04, B07
      assertThat(readGroups(mapping("*"))).isEqualTo(asserted());
    }

    @Test
    void areNotReadUnlessConfigured() { // D01
      assertThat(readGroups(rules(), "administrator")).isEqualTo(asserted());
    }

    @Test
    void countOnlyWhenMapped() { // D01
      assertThat(
              readGroups(
                  mapping("idp-admins=administrator,staff=user"), "idp-admins,administrator,STAFF"))
          .isEqualTo(asserted("administrator"));
      assertThat(readGroups(mapping(""), "administrator")).isEqualTo(asserted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,\u00a0b", "a,b\u00a0", "a,\u0085b", "a,b\u0001", "a,b\tc"})
    void areLeftOutWhereTheyAreNotClean(String value) {
      assertThat(readGroups(mapping("*"), Headers.utf8(value)))
          .isEqualTo(aliceWithout("remote-groups", Rejection.UNCLEAN_VALUE, Set.of("a")));
    }

    @Test
    void mayGiveSeveralNames() {
      assertThat(readGroups(mapping("idp-admins=administrator,idp-admins=user"), "idp-admins"))
          .isEqualTo(asserted("administrator", "user"));
    }

    @Test
    void mayBeDistinguishedNames() {
      assertThat(
              readGroups(
                  mapping("\"cn=admins, ou=groups,dc=example\"=administrator,staff=user")
                      .groupsSeparator(GroupsSeparator.SEMICOLON),
                  "cn=admins, ou=groups,dc=example; cn=others,dc=example;staff"))
          .isEqualTo(asserted("administrator", "user"));
    }

    @Test
    void mayHaveBlanksInside() {
      assertThat(readGroups(mapping("Domain Users=user"), "Domain Users"))
          .isEqualTo(asserted("user"));
    }

    @Test
    void thatHoldTheSeparatorOnceDecodedAreNeverThemselves() { // D02
      RulesBuilder percent = mapping("*").text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT);
      assertThat(readGroups(percent, "x%2Cadministrator,%2Cadministrator,user"))
          .isEqualTo(asserted("user"));
      assertThat(readGroups(percent, "x%3Badministrator")).isEqualTo(asserted("x;administrator"));
    }

    @Test
    void thatHoldTheSeparatorOnceDecodedCountWhereTheyAreMapped() { // D02
      RulesBuilder percent =
          mapping("\"cn=admins,dc=example\"=administrator,idp-admins=auditor")
              .text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT);
      assertThat(readGroups(percent, "cn=admins%2Cdc=example"))
          .isEqualTo(asserted("administrator"));
      assertThat(readGroups(percent, "cn=admins,dc=example")).isEqualTo(asserted());
      assertThat(readGroups(percent, "x%2Cidp-admins")).isEqualTo(asserted());
    }

    @Test
    void areBlankOnlyBeforeDecoding() {
      RulesBuilder percent = mapping("*").text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT);
      assertThat(readGroups(percent, "user,%20,%20x,x%09"))
          .isEqualTo(aliceWithout("remote-groups", Rejection.UNCLEAN_VALUE, Set.of("user")));
    }

    @Test
    void mayStandInSeveralLinesWhereConfigured() { // D03
      RulesBuilder repeated = mapping("*").repeatedGroups();
      assertThat(readGroups(repeated, "a,b", "c", "(null)", "", "a"))
          .isEqualTo(asserted("a", "b", "c"));
      assertThat(readGroups(repeated, "a", "b,\u0001c"))
          .isEqualTo(aliceWithout("remote-groups", Rejection.UNCLEAN_VALUE, Set.of("a", "b")));
    }

    @Test
    void areAThousandAtMost() { // C02
      assertThat(readGroups(mapping("*"), numbered(1_000)))
          .isEqualTo(asserted(numbered(1_000).split(",")));
      assertThat(readGroups(mapping("*"), numbered(1_001)))
          .isEqualTo(aliceWithout("remote-groups", Rejection.TOO_LONG));
      assertThat(readGroups(mapping("*").repeatedGroups(), numbered(1_000), "x"))
          .isEqualTo(aliceWithout("remote-groups", Rejection.TOO_LONG));
      assertThat(readGroups(mapping("*"), ", ,".repeat(1_001) + "a")).isEqualTo(asserted("a"));
    }

    private static String numbered(int count) {
      return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    @Test
    void areNotReadBeyondSixteenThousandBytes() { // C02
      String line = ("g".repeat(127) + ",").repeat(64);
      assertThat(readGroups(mapping("*").repeatedGroups(), line, line))
          .isEqualTo(asserted("g".repeat(127)));
      assertThat(readGroups(mapping("*").repeatedGroups(), line, line, "x"))
          .isEqualTo(aliceWithout("remote-groups", Rejection.TOO_LONG));
      assertThat(readGroups(mapping("*"), line + line + "x"))
          .isEqualTo(aliceWithout("remote-groups", Rejection.TOO_LONG));
      assertThat(readGroups(mapping("*").repeatedGroups(), line, line, "x", "\u0001"))
          .isEqualTo(aliceWithout("remote-groups", Rejection.TOO_LONG));
    }

    @Test
    void haveNamesOf255CharactersAtMost() { // C02
      assertThat(readGroups(mapping("*"), "g".repeat(255))).isEqualTo(asserted("g".repeat(255)));
      assertThat(readGroups(mapping("*"), Headers.utf8("😀".repeat(255))))
          .isEqualTo(asserted("😀".repeat(255)));
      assertThat(readGroups(mapping("*"), "a," + "g".repeat(256)))
          .isEqualTo(aliceWithout("remote-groups", Rejection.TOO_LONG, Set.of("a")));
    }
  }

  @Nested
  class Emails {
    private static Assertion readEmail(String value) {
      return read(allRules(), "remote-user", "alice", "remote-email", Headers.utf8(value));
    }

    private static Assertion asserted(String email) {
      return new Assertion.Asserted("alice", Set.of(), email, null, null, Set.of(), null);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"alice@example.org", "o'neill@example.org", "a,b@example.org", "ü@ü.example"})
    void areAnyTextWithoutBlanks(String email) {
      assertThat(readEmail(email)).isEqualTo(asserted(email));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b@example.org", "a\u00a0b@example.org", "ü\u2003b@example.org"})
    void areLeftOutWithBlanks(String email) { // C10
      assertThat(readEmail(email)).isEqualTo(aliceWithout("remote-email", Rejection.UNCLEAN_VALUE));
    }

    @Test
    void areAbsentWhenBlank() {
      assertThat(readEmail("")).isEqualTo(caller("alice"));
      assertThat(readEmail(" ")).isEqualTo(caller("alice"));
    }

    @Test
    void have254CharactersAtMost() {
      assertThat(readEmail("a".repeat(254))).isEqualTo(asserted("a".repeat(254)));
      assertThat(readEmail("a".repeat(255)))
          .isEqualTo(aliceWithout("remote-email", Rejection.TOO_LONG));
      assertThat(readEmail("a".repeat(4_097)))
          .isEqualTo(aliceWithout("remote-email", Rejection.TOO_LONG));
    }
  }

  @Nested
  class StableIds {
    private static RulesBuilder withIds() {
      return rules().id(HeaderName.parse("remote-id"));
    }

    private static Assertion readId(String value) {
      return read(withIds(), "remote-user", "alice", "remote-id", Headers.utf8(value));
    }

    private static Assertion asserted(String id) {
      return new Assertion.Asserted("alice", Set.of(), null, null, id, Set.of(), null);
    }

    private static Assertion rejected(Rejection reason) {
      return malformed(reason, "remote-id");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "7",
          "00u1A2b3C4d5",
          "5f7c1e1e-6d0c-4d50-9f43-6f2f4d5b0a10",
          "S-1-5-21-3623811015-3361044348-30300820-1013",
          "f:1:alice",
          "cn=Alice Liddell,dc=example"
        })
    void areTakenAsTheyAre(String id) {
      assertThat(readId(id)).isEqualTo(asserted(id));
      assertThat(readId(" " + id + "\t")).isEqualTo(asserted(id));
    }

    @Test
    void areNotReadUnlessTheirHeaderIsConfigured() {
      assertThat(read(rules(), "remote-user", "alice", "remote-id", "7"))
          .isEqualTo(caller("alice"));
    }

    @Test
    void areRequiredWithACallerName() {
      assertThat(read(withIds(), "remote-user", "alice")).isEqualTo(rejected(Rejection.MISSING_ID));
      assertThat(read(withIds())).isEqualTo(NO_CALLER);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "(null)", "null", "-", "$upstream_http_x_id", "%{id}e", "{id}"})
    void areMissingIfTheProxyHasNone(String value) {
      assertThat(readId(value)).isEqualTo(rejected(Rejection.MISSING_ID));
    }

    @Test
    void doNotNameACallerAlone() {
      assertThat(read(withIds(), "remote-id", "7")).isEqualTo(NO_CALLER);
    }

    @Test
    void areNeverTwo() {
      assertThat(read(withIds(), "remote-user", "alice", "remote-id", "7", "Remote-Id", "7"))
          .isEqualTo(rejected(Rejection.REPEATED_HEADER));
    }

    @Test
    void haveNoSecondSpellingOfTheirHeader() {
      assertThat(read(withIds(), "remote-user", "alice", "remote-id", "7", "Remote_Id", "8"))
          .isEqualTo(rejected(Rejection.ALIAS_HEADER));
      assertThat(
              read(withIds(), "remote-user", "alice", "remote-id", "7", "Connection", "Remote-Id"))
          .isEqualTo(rejected(Rejection.HEADER_IN_CONNECTION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "a\u200bb", "e\u0301", "\u00a07"})
    void areCleanTexts(String value) {
      assertThat(readId(value)).isEqualTo(rejected(Rejection.UNCLEAN_VALUE));
    }

    @Test
    void have255CharactersAtMost() {
      assertThat(readId("a".repeat(255))).isEqualTo(asserted("a".repeat(255)));
      assertThat(readId("a".repeat(256))).isEqualTo(rejected(Rejection.TOO_LONG));
      assertThat(readId("a".repeat(4_097))).isEqualTo(rejected(Rejection.TOO_LONG));
      // A supplementary character is two Java characters.
      assertThat(readId("😀".repeat(127))).isEqualTo(asserted("😀".repeat(127)));
      assertThat(readId("😀".repeat(128))).isEqualTo(rejected(Rejection.TOO_LONG));
    }

    @Test
    void areNoEncodedPlaceholders() {
      assertThat(
              read(
                  withIds().text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT),
                  "remote-user",
                  "alice",
                  "remote-id",
                  "%28null%29"))
          .isEqualTo(rejected(Rejection.PLACEHOLDER));
    }
  }

  @Nested
  class DisplayNames {
    private static Assertion readDisplayName(String value) {
      return read(allRules(), "remote-user", "alice", "remote-name", Headers.utf8(value));
    }

    private static Assertion asserted(String displayName) {
      return new Assertion.Asserted("alice", Set.of(), null, displayName, null, Set.of(), null);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Liddell, Alice",
          "Alice \u0410лиса <alice@example.org>",
          "李\u3000雷",
          "Alice 😀",
          "a\u00a0b",
          "x\u0316y", // a mark that nothing composes
        })
    void areAnyPrintableText(String displayName) {
      assertThat(readDisplayName(displayName)).isEqualTo(asserted(displayName));
    }

    @ParameterizedTest
    @CsvSource({
      "Ju\u0308rgen, J\u00fcrgen",
      "Al\u00adi\u200bce\ufe0f, Alice",
      "\u202eAlice, Alice",
      "Ali\u1160ce\u2800, Alice",
      "Alice\u0000, Alice",
      "'Alice\tB', Alice B",
      "'Alice\r\nB', 'Alice  B'",
      "'\u00a0\u3000Alice\u2003\u00a0', Alice",
      "'\u0085Alice\u2028', Alice",
      "'Alice\u0085B', Alice B",
      "'A\u3000\u200bB', 'A\u3000B'",
      "'u\u200b\u0308', \u00fc",
    })
    void areCleanedWhereTheyAreNotClean(String sent, String read) {
      assertThat(readDisplayName(sent)).isEqualTo(asserted(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u00a0", "\u0001\u2028", "\ue000"})
    void areLeftOutWhereNothingIsVisible(String sent) {
      assertThat(readDisplayName(sent))
          .isEqualTo(aliceWithout("remote-name", Rejection.UNCLEAN_VALUE));
    }

    @Test
    void areTrimmedAsSent() {
      assertThat(readDisplayName(" Alice ")).isEqualTo(asserted("Alice"));
    }

    @Test
    void areAbsentWhenBlank() {
      assertThat(readDisplayName(" ")).isEqualTo(caller("alice"));
    }

    @Test
    void have255CharactersAtMost() {
      assertThat(readDisplayName("a".repeat(255))).isEqualTo(asserted("a".repeat(255)));
      assertThat(readDisplayName("😀".repeat(255))).isEqualTo(asserted("😀".repeat(255)));
      assertThat(readDisplayName("a".repeat(256)))
          .isEqualTo(aliceWithout("remote-name", Rejection.TOO_LONG));
      assertThat(readDisplayName("a".repeat(255) + "\u200b")).isEqualTo(asserted("a".repeat(255)));
      assertThat(readDisplayName("a".repeat(4_097)))
          .isEqualTo(aliceWithout("remote-name", Rejection.TOO_LONG));
    }
  }

  /** All headers at once, as a correct proxy sends them. */
  @Test
  void readsTheNameOfATrustedProxy() {
    assertThat(
            read(
                allRules().text(StandardCharsets.UTF_8, HeaderEncoding.PERCENT),
                "host",
                "app.example",
                "connection",
                "keep-alive",
                "x-proxy-secret",
                "0123456789abcdefghijABCDEFGHIJ._",
                "remote-user",
                "j%C3%BCrgen",
                "remote-groups",
                "user,b%C3%BCro",
                "remote-email",
                "juergen@example.org",
                "remote-name",
                "J%C3%BCrgen M%C3%BCller"))
        .isEqualTo(
            new Assertion.Asserted(
                "jürgen",
                Set.of("user", "büro"),
                "juergen@example.org",
                "Jürgen Müller",
                null,
                Set.of(),
                null));
  }

  @Test
  void leavesOutWhatItCanNotReadOfSeveralHeaders() {
    assertThat(
            read(
                allRules(),
                "remote-user",
                "alice",
                "remote-groups",
                "user,\u0001,\u0002," + "g".repeat(256),
                "remote-email",
                "a b",
                "remote-name",
                "\u00ff"))
        .isEqualTo(
            new Assertion.Asserted(
                "alice",
                Set.of("user"),
                null,
                null,
                null,
                Set.of(
                    new HeaderFault("remote-groups", Rejection.UNCLEAN_VALUE),
                    new HeaderFault("remote-groups", Rejection.TOO_LONG),
                    new HeaderFault("remote-email", Rejection.UNCLEAN_VALUE),
                    new HeaderFault("remote-name", Rejection.UNREADABLE_VALUE)),
                null));
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        Arguments.of("\u00ff\u0001", Rejection.UNREADABLE_VALUE),
        Arguments.of("a\u0001,", Rejection.UNCLEAN_VALUE),
        Arguments.of("guest,", Rejection.UNFIT_NAME));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void reportsTheFirstOfSeveralReasons(String value, Rejection reason) {
    assertThat(read(rules(), "remote-user", value)).isEqualTo(malformed(reason));
  }
}
