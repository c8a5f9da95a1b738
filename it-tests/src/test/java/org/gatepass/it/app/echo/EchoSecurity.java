// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Trusts one address with a secret, and offers no other login. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = "X-Gateway-Secret",
    sharedSecrets = EchoSecurity.SECRET)
@ApplicationScoped
public class EchoSecurity {
  public static final String SECRET = "echo-5d21c07e9f3b8a64-echo-5d21c07e9f3b8a64";
}
