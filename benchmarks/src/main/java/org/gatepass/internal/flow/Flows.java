// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.session.SessionKeeper;
import org.gatepass.internal.settings.SettingsReader;

/** Hands out the core of the mechanism, which no other package sees, to be measured. */
public final class Flows {
  private Flows() {}

  /**
   * Makes the core.
   *
   * @param definition its settings
   * @param stores whom it asks
   * @return what decides on a request for a public resource
   */
  public static Function<HttpServletRequest, Object> deciding(
      RemoteUserAuthenticationMechanismDefinition definition, IdentityStoreHandler stores) {
    AuthenticationFlow flow =
        new AuthenticationFlow(
            SettingsReader.atDeployment(definition).atStart(name -> Optional.empty()),
            stores,
            name -> name,
            new SessionKeeper(() -> {}, owner -> {}),
            new SecurityEvents(event -> {}, InstantSource.system()),
            InstantSource.system());
    return request -> flow.decide(new Attempt(request, false, null));
  }
}
