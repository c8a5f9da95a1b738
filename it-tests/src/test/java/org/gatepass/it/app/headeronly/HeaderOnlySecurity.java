// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.headeronly;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The proxy names callers and groups with each request. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    groupsHeader = "remote-groups",
    groupsMapping = "staff=user",
    emailHeader = "remote-email")
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class HeaderOnlySecurity {}
