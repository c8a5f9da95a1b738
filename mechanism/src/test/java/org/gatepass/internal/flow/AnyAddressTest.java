// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Fallback;
import org.gatepass.Rejection;
import org.gatepass.RememberedCallerCredential;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserCredential;
import org.gatepass.RequestRejected;
import org.gatepass.TrustReport;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies of any address, which a shared secret identifies. */
class AnyAddressTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ._";

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "any",
      sharedSecretHeader = "x-proxy-secret",
      sharedSecrets = SECRET,
      persistent = true,
      fallback = Fallback.FORM)
  private static final class Security {}

  private final MechanismSettings settings =
      SettingsReader.atDeployment(
              Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
          .atStart(name -> Optional.empty());

  private final List<Object> events = new ArrayList<>();
  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AuthenticationFlow flow =
      new AuthenticationFlow(
          settings,
          AnyAddressTest::validate,
          name -> name,
          new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
          new SecurityEvents(events::add, () -> now),
          () -> now);

  private static CredentialValidationResult validate(Credential credential) {
    if (credential instanceof RemoteUserCredential header) {
      return new CredentialValidationResult(header.callerName(), Set.of());
    }
    if (credential instanceof RememberedCallerCredential remembered) {
      return new CredentialValidationResult(remembered.callerName(), Set.of());
    }
    return credential instanceof UsernamePasswordCredential password
            && password.compareTo("dora", "secret")
        ? new CredentialValidationResult("dora", Set.of())
        : CredentialValidationResult.INVALID_RESULT;
  }

  private static FakeRequest proxied(FakeRequest request) {
    return request.header("x-proxy-secret", SECRET);
  }

  private Outcome onProtected(FakeRequest request) {
    return flow.decide(new Attempt(request, true, null));
  }

  private static void assertCaller(Outcome outcome, String name, AuthenticatedBy way) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Authenticated.class,
            authenticated -> {
              assertThat(authenticated.caller().getName()).isEqualTo(name);
              assertThat(authenticated.caller().authenticatedBy()).isEqualTo(way);
            });
  }

  private RequestRejected latest() {
    return (RequestRejected) events.get(events.size() - 1);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"203.0.113.7", "2001:db8::7", "unix:"})
  void trustsTheSecretWhateverThePeersAddress(@Nullable String address) {
    FakeRequest request = new FakeRequest().from(address).header("remote-user", "alice");
    assertThat(onProtected(request)).isInstanceOf(Outcome.Challenge.class);
    assertThat(latest().reason()).isEqualTo(Rejection.MISSING_SECRET);

    assertCaller(onProtected(proxied(request)), "alice", AuthenticatedBy.HEADER);
  }

  @Test
  void reportsTheSecretAsTheOnlyEvidence() {
    FakeRequest request = new FakeRequest().from(null).header("x-forwarded-for", "203.0.113.7");

    TrustReport report = new TrustReporter(proxied(request), settings).get();

    assertThat(report.trusted()).isTrue();
    assertThat(report.evidence())
        .containsExactly(new TrustReport.Evidence("SECRET", Optional.empty()));
    assertThat(report.peerAddress()).isEqualTo("(unreadable)");
    assertThat(report.clientAddress()).isEqualTo("203.0.113.7");
    assertThat(settings.evidenceNote())
        .contains(
            "gatepass.trusted-proxies is any: Gatepass checks no address. It trusts each request"
                + " with this evidence: SECRET");
  }

  @Test
  void countsARememberedLoginOnRequestsWithTheSecretOnly() {
    FakeRequest login = proxied(new FakeRequest().from("")).header("remote-user", "alice");
    assertCaller(onProtected(login), "alice", AuthenticatedBy.HEADER);

    assertCaller(
        onProtected(proxied(login.next()).from("203.0.113.8")), "alice", AuthenticatedBy.SESSION);
    assertThat(onProtected(login.next())).isInstanceOf(Outcome.Challenge.class);
    assertThat(onProtected(login.next().header("x-proxy-secret", SECRET + "x")))
        .isInstanceOf(Outcome.Challenge.class);
    assertCaller(onProtected(proxied(login.next())), "alice", AuthenticatedBy.SESSION);
  }

  @Test
  void countsFailedPasswordsByTheLastElementOfTheClientAddresses() {
    for (int i = 0; i < 10; i++) {
      assertThat(formLogin("198.51.100." + i + ", 203.0.113.7", "guess"))
          .isEqualTo(new Outcome.LoginFailed(Rejection.WRONG_PASSWORD));
    }

    assertThat(formLogin("198.51.100.99, 203.0.113.7", "secret"))
        .isEqualTo(new Outcome.LoginFailed(Rejection.TOO_MANY_ATTEMPTS));
    assertThat(latest().clientAddress()).isEqualTo("203.0.113.7");
    assertCaller(
        formLogin("198.51.100.99, 203.0.113.8", "secret"), "dora", AuthenticatedBy.PASSWORD);
  }

  private Outcome formLogin(String clientAddresses, String password) {
    FakeRequest request = new FakeRequest().from("10.0.0.1");
    return flow.decide(
        new Attempt(
            proxied(request).header("x-forwarded-for", clientAddresses),
            true,
            new UsernamePasswordCredential("dora", password)));
  }
}
