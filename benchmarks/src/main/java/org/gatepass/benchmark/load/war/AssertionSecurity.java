// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Gatepass as a module, with a signed assertion in place of the secret. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = Proxy.ADDRESS, integration = "MODULE")
@ApplicationScoped
public class AssertionSecurity {
  /** For the container. */
  public AssertionSecurity() {}
}
