// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.identitystore.LdapIdentityStoreDefinition;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Reads no headers, and has a store of the server's own. */
@RemoteUserAuthenticationMechanismDefinition(enabled = false, fallback = Fallback.BASIC)
@LdapIdentityStoreDefinition(url = "ldap://127.0.0.1:1", callerBaseDn = "ou=people,dc=example")
@DeclareRoles("user")
@ApplicationScoped
public class PasswordsAloneSecurity {}
