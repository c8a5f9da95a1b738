package org.example.accounts;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** Authenticates callers named by a trusted proxy, if their accounts are active. */
@RemoteUserAuthenticationMechanismDefinition(callerHeader = "remote-user")
@ActiveUserIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class Security {
  /** The application's own unit, which holds the accounts too. */
  @Produces
  @PersistenceUnit(unitName = "notes")
  EntityManagerFactory accounts;
}
