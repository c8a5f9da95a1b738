// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.groups;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Reads groups whose separators the proxy encodes. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    groupsHeader = "remote-groups",
    headerEncoding = "PERCENT",
    groupsMapping = "idp-admins=administrator,staff=user,\"cn=ops, ou=groups,dc=example\"=ops")
@ApplicationScoped
public class EncodedSecurity {}
