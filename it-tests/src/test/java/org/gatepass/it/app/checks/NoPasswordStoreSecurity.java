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

/** Offers password login, but lacks a store that validates passwords. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.BASIC)
@ActiveUserIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class NoPasswordStoreSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
