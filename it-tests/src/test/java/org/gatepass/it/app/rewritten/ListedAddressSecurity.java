// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.rewritten;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Address and secret identify the proxy. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = "x-gateway-secret",
    sharedSecrets = AnyAddressSecurity.SECRET)
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class ListedAddressSecurity {}
