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
 * The security of this application: login by the header of a trusted proxy, which the environment
 * names, and by password otherwise. An application needs no other security code.
 */
@RemoteUserAuthenticationMechanismDefinition(
    fallback = Fallback.FORM,
    sameOriginCheck = true,
    openPaths = "/ready")
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
