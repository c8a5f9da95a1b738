// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.internal.trust.Trusts;
import org.gatepass.spi.Peer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderJudgeTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ._";
  private static final HeaderName SECRET_HEADER = HeaderName.parse("x-proxy-secret");
  private static final TrustedProxies PROXIES = TrustedProxies.parse(List.of("10.1.2.3"));
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());
  private static final Peer STRANGER = new Peer("203.0.113.7", List.of());

  private static ProxyTrust trust(HeaderName secretHeader) {
    return Trusts.of(
        PROXIES,
        secretHeader,
        secretHeader == null ? null : SharedSecrets.parse(SECRET),
        List.of());
  }

  private final HeaderJudge judge =
      RulesBuilder.forCaller(HeaderName.parse("remote-user")).judge(trust(SECRET_HEADER));

  @Test
  void reportsTheEvidenceOfAPeer() {
    assertThat(judge.evidence(STRANGER, Headers.of()))
        .containsOnly(
            Map.entry("ADDRESS", Optional.of(Rejection.UNTRUSTED_PEER)),
            Map.entry("SECRET", Optional.of(Rejection.MISSING_SECRET)));
  }

  @Test
  void listsTheConfiguredHeaders() {
    assertThat(judge.callerHeader()).isEqualTo("remote-user");
    assertThat(judge.source().callerHeader()).isEqualTo("remote-user");
    assertThat(judge.headers()).containsExactly(HeaderName.parse("remote-user"), SECRET_HEADER);
  }

  @Test
  void judgesANameThatTheApplicationHasNormalized() {
    assertThat(judge.checkNormalizedName("alice")).isNull();
    assertThat(judge.checkNormalizedName("guest")).isEqualTo(Rejection.RESERVED_NAME);
    assertThat(judge.checkNormalizedName(null)).isEqualTo(Rejection.UNFIT_NAME);
  }

  @Test
  void countsNoGroupThatTheMappingGivesNoMore() {
    HeaderJudge mapping =
        RulesBuilder.forCaller(HeaderName.parse("remote-user"))
            .groups(HeaderName.parse("remote-groups"), GroupsMapping.parse("staff=user"))
            .judge(trust(null));

    assertThat(mapping.groupsThatStillCount(Set.of("user", "administrator")))
        .containsExactly("user");
  }

  @ParameterizedTest
  @CsvSource({"alice", "jürgen", "иван", "a", "alice@example.org"})
  void findsNothingWrongWithANameThatAHeaderCanAssert(String name) {
    assertThat(judge.checkCallerName(name)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', UNCLEAN_VALUE",
    "' alice', UNCLEAN_VALUE",
    "'al\u200bice', UNCLEAN_VALUE",
    "'ju\u0308rgen', UNCLEAN_VALUE",
    "-, PLACEHOLDER",
    "$user, PLACEHOLDER",
    "'a,b', UNFIT_NAME",
    "a/b, UNFIT_NAME",
    "Guest, RESERVED_NAME"
  })
  void saysWhyNoHeaderCanAssertAName(String name, Rejection reason) {
    assertThat(judge.checkCallerName(name)).isEqualTo(reason);
    assertThat(judge.checkCallerName("a".repeat(150))).isNull();
    assertThat(judge.checkCallerName("a".repeat(151))).isEqualTo(Rejection.TOO_LONG);
  }

  @Nested
  class FromATrustedPeer {
    @Test
    void readsTheHeaders() {
      assertThat(judge.judge(PROXY, Headers.of("x-proxy-secret", SECRET, "Remote-User", "alice")))
          .isEqualTo(new Assertion.Asserted("alice", Set.of(), null, null, null, Set.of(), null));
    }

    @Test
    void findsThemMalformed() {
      assertThat(judge.judge(PROXY, Headers.of("x-proxy-secret", SECRET, "remote-user", "a,b")))
          .isEqualTo(new Assertion.Malformed(Rejection.UNFIT_NAME, "remote-user"));
    }

    @Test
    void findsThemAbsent() {
      assertThat(judge.judge(PROXY, Headers.of("x-proxy-secret", SECRET)))
          .isEqualTo(new Assertion.Absent(true, null));
    }
  }

  @Nested
  class FromAPeerThatIsNotTrusted { // A01
    @ParameterizedTest
    @CsvSource({"alice", "'a,b'", "(null)", "' x'", "'é'"})
    void reportsAnIgnoredHeader(String value) {
      assertThat(judge.judge(STRANGER, Headers.of("x-proxy-secret", SECRET, "remote-user", value)))
          .isEqualTo(new Assertion.Absent(false, Rejection.UNTRUSTED_PEER));
      assertThat(judge.judge(PROXY, Headers.of("remote-user", value)))
          .isEqualTo(new Assertion.Absent(false, Rejection.MISSING_SECRET));
      assertThat(judge.judge(PROXY, Headers.of("x-proxy-secret", "x", "remote-user", value)))
          .isEqualTo(new Assertion.Absent(false, Rejection.WRONG_SECRET));
    }

    @Test
    void hasNothingToTellOfABlankHeaderOrNone() {
      assertThat(judge.judge(STRANGER, Headers.of())).isEqualTo(new Assertion.Absent(false, null));
      assertThat(judge.judge(STRANGER, Headers.of("remote-user", "")))
          .isEqualTo(new Assertion.Absent(false, null));
      assertThat(judge.judge(STRANGER, Headers.of("remote-user", " \t", "remote-user", " ")))
          .isEqualTo(new Assertion.Absent(false, null));
    }

    @Test
    void looksAtEachLine() {
      assertThat(judge.judge(STRANGER, Headers.of("remote-user", "", "remote-user", "alice")))
          .isEqualTo(new Assertion.Absent(false, Rejection.UNTRUSTED_PEER));
    }

    @Test
    void neverFindsARequestMalformed() {
      assertThat(
              judge.judge(
                  STRANGER, Headers.of("Remote_User", "alice", "Connection", "remote-user")))
          .isEqualTo(new Assertion.Absent(false, null));
    }
  }

  @Test
  void watchesEachHeaderThatCarriesEvidence() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RulesBuilder.forCaller(HeaderName.parse("x.proxy.secret"))
                    .judge(trust(SECRET_HEADER)))
        .withMessage(
            "is too similar to another header: some servers treat x-proxy-secret as x.proxy.secret");
  }
}
