// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** Combines the store for active accounts with the store that accepts each header caller. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1")
@ActiveUserIdentityStoreDefinition
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class HeaderAndAccountsSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
