// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.rewritten;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The secret alone identifies the proxy. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "any",
    sharedSecretHeader = "x-gateway-secret",
    sharedSecrets = AnyAddressSecurity.SECRET,
    persistent = true)
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class AnyAddressSecurity {
  public static final String SECRET = "any-5f0c7be2a94d4d1c8e63-5f0c7be2a94d4d1c8e63";
}
