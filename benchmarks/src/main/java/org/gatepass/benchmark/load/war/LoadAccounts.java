// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** The accounts in the server's default data source. */
@ActiveUserIdentityStoreDefinition
@ApplicationScoped
public class LoadAccounts {
  @Produces
  @PersistenceUnit(unitName = "load")
  EntityManagerFactory accounts;

  /** For the container. */
  public LoadAccounts() {}
}
