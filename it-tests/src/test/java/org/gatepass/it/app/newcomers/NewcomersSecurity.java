// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.newcomers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.CallerNameNormalizer;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** Unknown callers are created, up to a limit that a test can reach; no session is kept. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    groupsHeader = "remote-groups",
    groupsMapping = "idp-admins=administrator,staff=user",
    emailHeader = "remote-email",
    nameHeader = "remote-name",
    createUnknownCallers = true,
    createPerMinute = 30,
    // Its tests look at what is written, and write to the tables themselves.
    staleness = "PT0S")
@ActiveUserIdentityStoreDefinition
@ApplicationScoped
public class NewcomersSecurity {
  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;

  @Produces
  CallerNameNormalizer cutAtTheFirstAt() {
    return name -> name.contains("@") ? name.substring(0, name.indexOf('@')) : name;
  }
}
