// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.django;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** A query whose text is wrong: it selects two values. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1")
@ActiveUserIdentityStoreDefinition(
    persistenceUnit = "django",
    activeCallerQuery = "select u.username, u.active from AuthUser u where u.username = :name")
@ApplicationScoped
public class WrongTextSecurity {
  @Produces
  @PersistenceUnit(unitName = "django")
  EntityManagerFactory django;
}
