// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Believes this machine with a secret; the door is in the application's configuration. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = "X-Gateway-Secret",
    sharedSecrets = "load-7f1c0b52e84d49a6-load-7f1c0b52e84d49a6")
@ApplicationScoped
public class LoadSecurity {
  /** For the container. */
  public LoadSecurity() {}
}
