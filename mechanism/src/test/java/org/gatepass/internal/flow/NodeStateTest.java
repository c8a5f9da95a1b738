// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import java.time.Instant;
import java.util.Optional;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.spi.NodeState.Gauge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of the mechanism for metrics. */
class NodeStateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      fallback = Fallback.FORM)
  private static final class Security {}

  private final AuthenticationFlow flow =
      new AuthenticationFlow(
          SettingsReader.atDeployment(
                  Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
              .atStart(name -> Optional.empty()),
          credential -> CredentialValidationResult.INVALID_RESULT,
          name -> name,
          new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
          new SecurityEvents(event -> {}, () -> NOW),
          () -> NOW);

  private void failToLogIn(String name) {
    flow.decide(
        new Attempt(new FakeRequest(), false, new UsernamePasswordCredential(name, "wrong")));
  }

  @Test
  void hasNoKeysBeforeTheFirstFailure() {
    assertThat(flow.state(Gauge.FAILED_LOGIN_KEYS)).hasValue(0);
  }

  @Test
  void hasAKeyForTheClientAndOneForEachNameOfItsFailures() {
    failToLogIn("dora");
    failToLogIn("dora");
    failToLogIn("emil");

    assertThat(flow.state(Gauge.FAILED_LOGIN_KEYS)).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILED_LOGIN_KEYS")
  void isEmptyForTheNumbersOfOtherModules(Gauge gauge) {
    assertThat(flow.state(gauge)).isEmpty();
  }
}
