// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.groups;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Reads groups as a list, and LDAP names in the quoted form. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    groupsHeader = "remote-groups",
    groupsMapping =
        "idp-admins=administrator,idp-admins=crew,staff=user,\"cn=ops, ou=groups,dc=example\"=ops",
    emailHeader = "remote-email",
    nameHeader = "remote-name")
@ApplicationScoped
public class ListSecurity {}
