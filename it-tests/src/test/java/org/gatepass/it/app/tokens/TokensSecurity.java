// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.tokens;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The proxy names people, and programs send tokens. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", bearerTokens = true)
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class TokensSecurity {}
