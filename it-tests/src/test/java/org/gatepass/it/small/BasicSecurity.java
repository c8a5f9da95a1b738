// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.small;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/** HTTP Basic for those whom no proxy names; a verified password counts for an hour. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.BASIC,
    staleness = "PT1H")
@ActiveUserIdentityStoreDefinition
@DatabasePasswordIdentityStoreDefinition
@DeclareRoles({"user", "administrator"})
@ApplicationScoped
public class BasicSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
