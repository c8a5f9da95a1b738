// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.session.LoginEnds;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.spi.DecisionObserver;

/** Creates the core of the mechanism, which is visible only in this package, for measurements. */
public final class Flows {
  private Flows() {}

  /**
   * Creates the core.
   *
   * @param definition its settings
   * @param stores the identity stores
   * @param observers the observers of decisions
   * @return the decision about a request for a public resource
   */
  public static Function<HttpServletRequest, Object> deciding(
      RemoteUserAuthenticationMechanismDefinition definition,
      IdentityStoreHandler stores,
      DecisionObserver... observers) {
    AuthenticationFlow flow =
        new AuthenticationFlow(
            SettingsReader.atDeployment(definition).atStart(name -> Optional.empty()),
            stores,
            name -> name,
            new SessionKeeper(() -> {}, owner -> {}, LoginEnds.onThisNode()),
            new SecurityEvents(event -> {}, InstantSource.system(), observers),
            InstantSource.system());
    return request -> flow.decide(new Attempt(request, false, null));
  }
}
