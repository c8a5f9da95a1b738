// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Gatepass by the module's door. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = Proxy.ADDRESS,
    sharedSecretHeader = Proxy.SECRET_HEADER,
    sharedSecrets = Proxy.SECRET,
    door = "MODULE")
@ApplicationScoped
public class ModuleSecurity {
  /** For the container. */
  public ModuleSecurity() {}
}
