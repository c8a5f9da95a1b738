// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.internal.trust.AddressCheck;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.internal.trust.SecretCheck;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.HeaderFault;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source of identity that is evidence too, such as a signed assertion. */
class SourceAsEvidenceTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ._";
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());
  private static final Peer STRANGER = new Peer("203.0.113.7", List.of());

  private static final EvidenceCheck ADDRESS =
      new AddressCheck(TrustedProxies.parse(List.of("10.1.2.3")));
  private static final EvidenceCheck SECRET_CHECK =
      new SecretCheck(HeaderName.parse("x-secret"), () -> SharedSecrets.parse(SECRET));
  private static final EvidenceCheck CERTIFICATE = new Shown("CERTIFICATE");

  private record Shown(String kind) implements EvidenceCheck {
    @Override
    public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
      return null;
    }
  }

  /**
   * Reads tickets such as {@code right:alice}; a number in place of a name is a number of groups.
   */
  private static final class Tickets implements IdentitySource, EvidenceCheck {
    private static @Nullable String ticket(RequestHeaders headers) {
      List<String> lines = Collections.list(headers.values("x-ticket"));
      return lines.isEmpty() ? null : lines.get(0);
    }

    @Override
    public String kind() {
      return "TICKET";
    }

    @Override
    public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
      String ticket = ticket(headers);
      if (ticket == null) {
        return Rejection.MISSING_ASSERTION;
      }
      return ticket.startsWith("right:") ? null : Rejection.WRONG_ASSERTION;
    }

    @Override
    public String callerHeader() {
      return "x-ticket";
    }

    @Override
    public List<String> headers() {
      return List.of("x-ticket");
    }

    @Override
    public boolean namesCaller(RequestHeaders headers) {
      return ticket(headers) != null;
    }

    @Override
    public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
      String ticket = ticket(headers);
      if (ticket == null) {
        return new ClaimedIdentity.None(null);
      }
      String name = ticket.substring("right:".length());
      return name.matches("[0-9]+")
          ? ClaimedIdentity.Named.caller("alice")
              .groups(
                  IntStream.range(0, Integer.parseInt(name)).mapToObj(i -> "group" + i).toList())
              .build()
          : ClaimedIdentity.Named.caller(name).build();
    }
  }

  private static HeaderJudge judge(EvidenceCheck... others) {
    Tickets tickets = new Tickets();
    List<EvidenceCheck> checks = new ArrayList<>(List.of(others));
    checks.add(tickets);
    return new HeaderJudge(
        new ProxyTrust(checks),
        tickets,
        new IdentityRules(
            CallerNameRule.standard(150),
            CallerNameTransform.none(),
            GroupsMapping.parse("*"),
            GroupsSeparator.COMMA));
  }

  private static Assertion absent(boolean trusted, @Nullable Rejection reason) {
    return new Assertion.Absent(trusted, reason);
  }

  @Test
  void isNotNeededForARequestWithoutACallerBesideAnAddressOrASecret() {
    assertThat(judge(ADDRESS).judge(PROXY, Headers.of())).isEqualTo(absent(true, null));
    assertThat(judge(ADDRESS).judge(STRANGER, Headers.of())).isEqualTo(absent(false, null));
    assertThat(judge(SECRET_CHECK).judge(STRANGER, Headers.of("x-secret", SECRET)))
        .isEqualTo(absent(true, null));
    assertThat(judge(ADDRESS).provesProxyAlone()).isTrue();
    assertThat(judge(SECRET_CHECK).provesProxyAlone()).isTrue();
  }

  @Test
  void isNeededForEachRequestWithoutAnAddressOrASecret() {
    for (HeaderJudge judge : List.of(judge(), judge(CERTIFICATE))) {
      assertThat(judge.judge(STRANGER, Headers.of())).isEqualTo(absent(false, null));
      assertThat(judge.provesProxyAlone()).isFalse();
      assertThat(judge.evidence(STRANGER, Headers.of()))
          .containsEntry("TICKET", Optional.of(Rejection.MISSING_ASSERTION));
    }
  }

  @Test
  void isNeededForEachRequestThatNamesACaller() {
    assertThat(judge(ADDRESS).judge(PROXY, Headers.of("x-ticket", "wrong:alice")))
        .isEqualTo(absent(false, Rejection.WRONG_ASSERTION));
    assertThat(judge().judge(STRANGER, Headers.of("x-ticket", "wrong:alice")))
        .isEqualTo(absent(false, Rejection.WRONG_ASSERTION));
    assertThat(judge(ADDRESS).judge(STRANGER, Headers.of("x-ticket", "right:alice")))
        .isEqualTo(absent(false, Rejection.UNTRUSTED_PEER));
    assertThat(judge(ADDRESS).judge(PROXY, Headers.of("x-ticket", "right:alice")))
        .isEqualTo(new Assertion.Asserted("alice", Set.of(), null, null, null, Set.of(), null));
  }

  @Test
  void isReportedIfItApplies() {
    HeaderJudge judge = judge(ADDRESS, SECRET_CHECK);

    assertThat(judge.evidenceKinds()).containsExactly("ADDRESS", "SECRET", "TICKET");
    assertThat(judge.evidence(PROXY, Headers.of("x-secret", SECRET)))
        .containsOnlyKeys("ADDRESS", "SECRET");
    assertThat(judge.evidence(PROXY, Headers.of("x-ticket", "right:alice")).keySet())
        .containsExactly("ADDRESS", "SECRET", "TICKET");
  }

  @Test
  void isWatchedOnceWithTheHeadersOfTheOtherEvidence() {
    assertThat(judge(ADDRESS, SECRET_CHECK).headers())
        .containsExactly(new HeaderName("x-ticket"), new HeaderName("x-secret"));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "1001, 0"})
  void namesAtMostAThousandGroups(int claimed, int accepted) {
    Assertion.Asserted asserted =
        (Assertion.Asserted)
            judge(ADDRESS).judge(PROXY, Headers.of("x-ticket", "right:" + claimed));

    assertThat(asserted.groups()).hasSize(accepted);
    assertThat(asserted.leftOut())
        .isEqualTo(
            accepted == 0
                ? Set.of(new HeaderFault("x-ticket", Rejection.TOO_LONG))
                : Set.<HeaderFault>of());
  }

  @ParameterizedTest
  @CsvSource({"alice, true", "' alice', false", "guest, false", "Anonymous, false", "a/b, true"})
  void aNameOfAStoreIsCleanAndNotReserved(String name, boolean valid) {
    assertThat(HeaderJudge.mayBeCallerName(name)).isEqualTo(valid);
  }
}
