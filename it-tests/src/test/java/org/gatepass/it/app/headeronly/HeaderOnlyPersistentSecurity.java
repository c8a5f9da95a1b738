// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.headeronly;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The session remembers the callers that the proxy names. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    groupsHeader = "remote-groups",
    groupsMapping = "staff=user",
    emailHeader = "remote-email",
    persistent = true)
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class HeaderOnlyPersistentSecurity {}
