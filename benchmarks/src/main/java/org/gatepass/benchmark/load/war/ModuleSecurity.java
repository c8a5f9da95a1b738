// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Gatepass by the module's integration. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = Proxy.ADDRESS,
    sharedSecretHeader = Proxy.SECRET_HEADER,
    sharedSecrets = Proxy.SECRET,
    integration = "MODULE")
@ApplicationScoped
public class ModuleSecurity {
  /** For the container. */
  public ModuleSecurity() {}
}
