// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.newcomers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/**
 * Inactive callers are admitted by header and remembered, as with Django's
 * AllowAllUsersRemoteUserBackend.
 */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    persistent = true,
    fallback = Fallback.FORM,
    createUnknownCallers = true,
    allowInactiveCallers = true)
@ActiveUserIdentityStoreDefinition
@DatabasePasswordIdentityStoreDefinition
@ApplicationScoped
public class AllowInactiveSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;
}
