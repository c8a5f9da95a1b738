// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.security.enterprise.identitystore.LdapIdentityStoreDefinition;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/** Remembers header callers, and has two stores that validate only passwords. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    persistent = true,
    fallback = Fallback.FORM)
@LdapIdentityStoreDefinition(url = "ldap://127.0.0.1:1", callerBaseDn = "ou=people,dc=example")
@DatabasePasswordIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class ServersStoresSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
