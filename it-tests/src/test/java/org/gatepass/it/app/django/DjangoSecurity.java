// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.django;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/** Django's users, by header and by the passwords that Django has stored. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    persistent = true,
    fallback = Fallback.FORM)
@ActiveUserIdentityStoreDefinition(
    persistenceUnit = "django",
    activeCallerQuery =
        "select u.username from AuthUser u where u.username = :name and u.active = true",
    knownCallerQuery = "select u.username from AuthUser u where u.username = :name",
    groupsQuery = "select g.name from AuthUser u join u.groups g where u.username = :name",
    stampQuery = "select u.password from AuthUser u where u.username = :name")
@DatabasePasswordIdentityStoreDefinition(
    passwordHashQuery = "select u.password from AuthUser u where u.username = :name")
@ApplicationScoped
public class DjangoSecurity {
  @Produces
  @PersistenceUnit(unitName = "django")
  EntityManagerFactory django;

  @Produces
  @PersistenceUnit(unitName = "reports")
  EntityManagerFactory reports;
}
