// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Gatepass by the mechanism's integration. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = Proxy.ADDRESS,
    sharedSecretHeader = Proxy.SECRET_HEADER,
    sharedSecrets = Proxy.SECRET,
    integration = "MECHANISM")
@ApplicationScoped
public class MechanismSecurity {
  /** For the container. */
  public MechanismSecurity() {}
}
