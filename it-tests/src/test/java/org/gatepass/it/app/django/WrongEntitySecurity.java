// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.django;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** A wrong query that only the persistence provider detects: it has the name of Django's column. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1")
@ActiveUserIdentityStoreDefinition(
    persistenceUnit = "django",
    activeCallerQuery =
        "select u.username from AuthUser u where u.username = :name and u.isActive = true")
@ApplicationScoped
public class WrongEntitySecurity {
  @Produces
  @PersistenceUnit(unitName = "django")
  EntityManagerFactory django;
}
