// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.choice;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/** The proxy's header for people, the server's own HTTP Basic for machines. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    qualifiers = FromProxy.class)
@BasicAuthenticationMechanismDefinition(realmName = "machines")
@ActiveUserIdentityStoreDefinition
@DatabasePasswordIdentityStoreDefinition
@DeclareRoles({"user", "administrator"})
@ApplicationScoped
public class ChoiceSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
