// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.LoggedLines;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.internal.store.FailureWrappingStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityEventsTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ._";

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3, 2001:db8::/64",
      groupsHeader = "remote-groups",
      groupsMapping = "*",
      emailHeader = "remote-email",
      nameHeader = "remote-name",
      sharedSecretHeader = "x-proxy-secret",
      sharedSecrets = SECRET)
  private static final class Security {}

  private final MechanismSettings settings =
      SettingsReader.atDeployment(
              Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
          .atStart(name -> Optional.empty());

  @RegisterExtension final LoggedLines log = new LoggedLines(SecurityEvents.class, Level.FINE);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final SecurityEvents events = new SecurityEvents(event -> {}, () -> now);
  private final AuthenticationFlow flow =
      new AuthenticationFlow(
          settings,
          credential -> CredentialValidationResult.INVALID_RESULT,
          name -> name,
          new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
          events,
          () -> now);

  private FakeRequest proxy() {
    return new FakeRequest().header("x-proxy-secret", SECRET);
  }

  private List<String> warnings() {
    return log.messages(Level.WARNING);
  }

  private void send(FakeRequest request) {
    flow.decide(new Attempt(request, false, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "remote-user ! al ice ! remote-user (UNFIT_NAME)",
        "remote-user ! alice\u1160 ! remote-user (UNREADABLE_VALUE)",
        "remote-user ! Guest ! remote-user (RESERVED_NAME)",
        "remote-user ! mallory ! remote-user (UNKNOWN_CALLER)",
      })
  void namesTheCallerHeader(String header, String value, String told) {
    send(proxy().header(header, value));

    assertThat(log.messages()).containsExactly("Rejected request from 10.1.2.3: " + told);
  }

  @ParameterizedTest
  @CsvSource({
    "remote-groups, remote-groups, REPEATED_HEADER",
    "remote-email, Remote_Email, ALIAS_HEADER",
    "remote-name, connection, HEADER_IN_CONNECTION",
    "x-proxy-secret, X_Proxy_Secret, ALIAS_HEADER"
  })
  void namesTheHeaderThatIsMeant(String header, String second, String code) {
    FakeRequest request = proxy().header("remote-user", "alice");
    if (!header.equals("x-proxy-secret")) {
      request.header(header, "x");
    }
    send(request.header(second, header));

    assertThat(log.messages())
        .containsExactly("Rejected request from 10.1.2.3: %s (%s)".formatted(header, code));
  }

  @Test
  void logsTheClientOfAProxy() {
    send(proxy().header("x-forwarded-for", "203.0.113.9").header("remote-user", "al ice"));

    assertThat(log.messages())
        .containsExactly(
            "Rejected request from 10.1.2.3 for client 203.0.113.9: remote-user (UNFIT_NAME)");
  }

  @Test
  void logsIgnoredHeaders() {
    send(proxy().from("10.1.2.4").header("remote-user", "alice"));
    send(new FakeRequest().header("remote-user", "alice"));
    send(proxy().header("remote-user", "(null)"));

    assertThat(log.messages())
        .containsExactly(
            "Ignored remote-user from untrusted peer 10.1.2.4 (UNTRUSTED_PEER)",
            "Ignored remote-user from untrusted peer 10.1.2.3 (MISSING_SECRET)",
            "Ignored remote-user from 10.1.2.3 (PLACEHOLDER)");
  }

  @Test
  void logsEachHeaderWithAValueThatIsLeftOut() {
    send(
        proxy()
            .header("remote-user", "mallory")
            .header("remote-groups", "a\u0001,b\u0001,c")
            .header("remote-email", "a b"));

    assertThat(log.messages())
        .containsExactlyInAnyOrder(
            "Left out a value from 10.1.2.3: remote-groups (UNCLEAN_VALUE)",
            "Left out a value from 10.1.2.3: remote-email (UNCLEAN_VALUE)",
            "Rejected request from 10.1.2.3: remote-user (UNKNOWN_CALLER)");
  }

  private Visit visit(FakeRequest request) {
    FailureWrappingStores none =
        new FailureWrappingStores(credential -> CredentialValidationResult.NOT_VALIDATED_RESULT);
    return new Visit(new Attempt(request, false, null), settings, none, false);
  }

  @Test
  void namesNoHeaderWhereNoneIsMeant() {
    Visit visit = visit(proxy());

    events.rejected(visit, Rejection.WRONG_PASSWORD);
    events.rejected(visit, Rejection.MISSING_HEADER);

    assertThat(log.messages())
        .containsExactly(
            "Rejected request from 10.1.2.3 (WRONG_PASSWORD)",
            "Rejected request from 10.1.2.3: remote-user (MISSING_HEADER)");
  }

  @Test
  void namesNoHeaderWhereAnotherReasonComesFirst() {
    for (FakeRequest request :
        List.of(
            proxy().header("remote-user", "alice"),
            proxy().header("remote-user", "al ice"),
            new FakeRequest().header("remote-user", "alice"))) {
      Visit visit = visit(request);
      events.rejected(visit, Rejection.CROSS_SITE);
      events.rejected(visit, Rejection.SESSION_ENDED);
    }

    assertThat(log.messages())
        .hasSize(6)
        .containsOnly(
            "Rejected request from 10.1.2.3 (CROSS_SITE)",
            "Rejected request from 10.1.2.3 (SESSION_ENDED)");
  }

  @Test
  void warnsOnceAMinuteForEachReasonHeaderAndPeer() {
    for (int second = 0; second <= 60; second += 20) {
      send(proxy().header("remote-user", "alice").header("remote-groups", "a", "b"));
      send(proxy().header("remote-user", "alice").header("remote-email", "a", "b"));
      send(proxy().header("remote-user", "alice").header("remote-groups", "\u0001"));
      now = now.plusSeconds(20);
    }

    assertThat(warnings())
        .filteredOn(line -> line.contains("REPEATED_HEADER"))
        .containsExactly(
            "Rejected request from 10.1.2.3: remote-groups (REPEATED_HEADER)",
            "Rejected request from 10.1.2.3: remote-email (REPEATED_HEADER)",
            "Rejected request from 10.1.2.3: remote-groups (REPEATED_HEADER)",
            "Rejected request from 10.1.2.3: remote-email (REPEATED_HEADER)");
    assertThat(warnings()).filteredOn(line -> line.startsWith("Left out")).hasSize(2);
  }

  @Test
  void takesAnIpv6NetworkForOnePeer() {
    for (int i = 1; i <= 20; i++) {
      send(proxy().from("2001:db8:0:1::" + i).header("remote-user", "alice"));
      send(proxy().from("2001:db8:0:1::" + i + "%eth0").header("remote-user", "alice"));
    }
    send(proxy().from("2001:db8:0:2::1").header("remote-user", "alice"));
    send(proxy().from("::ffff:203.0.113.7").header("remote-user", "alice"));
    send(proxy().from("::ffff:203.0.113.8").header("remote-user", "alice"));

    assertThat(warnings())
        .containsExactly(
            "Ignored remote-user from untrusted peer 2001:db8:0:1::1 (UNTRUSTED_PEER)",
            "Ignored remote-user from untrusted peer 2001:db8:0:2::1 (UNTRUSTED_PEER)",
            "Ignored remote-user from untrusted peer 203.0.113.7 (UNTRUSTED_PEER)",
            "Ignored remote-user from untrusted peer 203.0.113.8 (UNTRUSTED_PEER)");
  }
}
