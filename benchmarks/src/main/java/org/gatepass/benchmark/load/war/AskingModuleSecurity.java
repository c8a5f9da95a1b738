// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Gatepass by the module's integration, without cached accounts. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = Proxy.ADDRESS,
    sharedSecretHeader = Proxy.SECRET_HEADER,
    sharedSecrets = Proxy.SECRET,
    staleness = "PT0S",
    integration = "MODULE")
@ApplicationScoped
public class AskingModuleSecurity {
  /** For the container. */
  public AskingModuleSecurity() {}
}
