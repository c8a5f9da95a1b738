// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Gatepass by the module's integration, with callers that sessions remember. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = Proxy.ADDRESS,
    sharedSecretHeader = Proxy.SECRET_HEADER,
    sharedSecrets = Proxy.SECRET,
    persistent = true,
    loginPaths = "/enter",
    integration = "MODULE")
@ApplicationScoped
public class SessionModuleSecurity {
  /** For the container. */
  public SessionModuleSecurity() {}
}
