// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Reads bearer tokens, but lacks a store that validates them. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", bearerTokens = true)
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class NoTokenStoreSecurity {}
