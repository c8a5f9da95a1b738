// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** Complete, if its persistence unit is. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", fallback = Fallback.NONE)
@ActiveUserIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class ActiveUsersSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
