// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.members;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** Caches each member until the list of changes names the member. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1")
@ActiveUserIdentityStoreDefinition(
    activeCallerQuery = "select m.name from Member m where m.name = :name and m.active = true",
    revisionQuery = "select max(c.number) from MemberChange c",
    changedSinceQuery = "select c.number, c.name from MemberChange c where c.number >= :revision")
@ApplicationScoped
public class MembersSecurity {
  @Produces
  @PersistenceUnit(unitName = "members")
  EntityManagerFactory members;
}
