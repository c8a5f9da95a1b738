// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.groups;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Treats each line as one group, with any content. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    groupsHeader = "remote-groups",
    groupsSeparator = "NONE",
    groupsRepeated = true,
    groupsMapping = "idp-admins=administrator,staff=user,\"cn=ops, ou=groups,dc=example\"=ops")
@ApplicationScoped
public class LineSecurity {}
