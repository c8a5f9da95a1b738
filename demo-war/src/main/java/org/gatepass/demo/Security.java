// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/**
 * How callers come into this application: by the header of a proxy that the environment names, else
 * by password. All the security there is to write.
 */
@RemoteUserAuthenticationMechanismDefinition(fallback = Fallback.FORM, sameOriginCheck = true)
@ActiveUserIdentityStoreDefinition
@DatabasePasswordIdentityStoreDefinition
@ApplicationScoped
public class Security {
  /** Where the accounts are. */
  @Produces
  @PersistenceUnit(unitName = "gatepass-demo")
  EntityManagerFactory accounts;

  /** For the container. */
  public Security() {}
}
