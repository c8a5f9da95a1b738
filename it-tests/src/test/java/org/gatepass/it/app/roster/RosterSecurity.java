// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.roster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** Caches members until the roster's revision changes. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1")
@ActiveUserIdentityStoreDefinition(
    activeCallerQuery = "select m.name from Member m where m.name = :name and m.active = true",
    revisionQuery = "select r.revision from Revision r")
@ApplicationScoped
public class RosterSecurity {
  @Produces
  @PersistenceUnit(unitName = "roster")
  EntityManagerFactory roster;
}
