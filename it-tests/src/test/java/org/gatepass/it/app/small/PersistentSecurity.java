// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/**
 * The persistent variant, with the header trusted on each path as Django has it, and groups of both
 * kinds.
 */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    persistent = true,
    groupsHeader = "remote-groups",
    groupsSeparator = ";",
    groupsRepeated = true,
    groupsMapping = "idp-admins=administrator,staff=user",
    fallback = Fallback.FORM)
@ActiveUserIdentityStoreDefinition
@DatabasePasswordIdentityStoreDefinition
@DeclareRoles({"user", "administrator"})
@ApplicationScoped
public class PersistentSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
