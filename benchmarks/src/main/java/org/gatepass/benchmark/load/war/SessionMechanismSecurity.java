// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Gatepass by the mechanism's integration, with callers that sessions remember. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = Proxy.ADDRESS,
    sharedSecretHeader = Proxy.SECRET_HEADER,
    sharedSecrets = Proxy.SECRET,
    persistent = true,
    loginPaths = "/enter",
    integration = "MECHANISM")
@ApplicationScoped
public class SessionMechanismSecurity {
  /** For the container. */
  public SessionMechanismSecurity() {}
}
