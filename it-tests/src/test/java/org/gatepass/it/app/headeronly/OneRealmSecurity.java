// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.headeronly;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The proxy names callers of one realm. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    callerNameTransform = "@EXAMPLE.COM, lower-case")
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class OneRealmSecurity {}
