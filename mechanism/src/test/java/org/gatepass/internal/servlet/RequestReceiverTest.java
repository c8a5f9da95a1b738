// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.Optional;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.AuthenticationFlow;
import org.gatepass.internal.flow.FakeRequest;
import org.gatepass.internal.flow.Outcome.Anonymous;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.gatepass.internal.flow.SecurityEvents;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.RequestSession;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.SettingsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container that receives a request again, as for a dispatch. */
class RequestReceiverTest {
  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3")
  private static final class Security {}

  private final RequestReceiver receiver = new RequestReceiver(RequestReceiverTest::flow);
  private final FakeRequest request = new FakeRequest().header("remote-user", "alice");
  private final HttpServletResponse response =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              HttpServletResponse.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) -> null);

  private static AuthenticationFlow flow() {
    return new AuthenticationFlow(
        SettingsReader.atDeployment(
                Security.class.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
            .atStart(name -> Optional.empty()),
        new IdentityStoreHandler() {
          @Override
          public CredentialValidationResult validate(Credential credential) {
            return new CredentialValidationResult("alice");
          }
        },
        name -> name,
        new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
        new SecurityEvents(event -> {}, InstantSource.system()),
        InstantSource.system());
  }

  private Attempt attempt(boolean callerRequired) {
    return new Attempt(request, callerRequired, null);
  }

  @BeforeEach
  void receiveForTheFirstTime() {
    assertThat(receiver.receive(attempt(false), response)).isInstanceOf(Authenticated.class);
  }

  private void logOut() {
    RequestSession.of(request).orElseThrow().followLogout();
  }

  @Test
  void authenticatesADispatchAgain() {
    assertThat(receiver.receive(attempt(false), response)).isInstanceOf(Authenticated.class);
  }

  @Test
  void staysAnonymousAfterALogout() {
    logOut();

    assertThat(receiver.receive(attempt(false), response)).isInstanceOf(Anonymous.class);
  }

  @Test
  void authenticatesAfterALogoutWhereACallerIsRequired() {
    logOut();

    assertThat(receiver.receive(attempt(true), response)).isInstanceOf(Authenticated.class);
  }

  @Test
  void authenticatesAfterALogoutIfTheApplicationCallsAuthenticate() {
    logOut();

    assertThat(receiver.receiveWithin(attempt(true), response)).isInstanceOf(Authenticated.class);
    assertThat(receiver.receive(attempt(false), response)).isInstanceOf(Authenticated.class);
  }
}
