// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.gatepass.CallerNameNormalizer;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/** Settings by expression, a header of another name, and names cleaned as in Django's example. */
@RemoteUserAuthenticationMechanismDefinition(
    callerHeader = "X-Authenticated-User-Username",
    emailHeader = "X-Authenticated-User-Email",
    trustedProxies = "#{proxies.addresses}",
    fallbackExpression = "#{proxies.fallback}")
@ActiveUserIdentityStoreDefinition
@DatabasePasswordIdentityStoreDefinition
@DeclareRoles({"user", "administrator"})
@Named("proxies")
@ApplicationScoped
public class SmallSecurity {
  private static final String REALM = "@example.com";

  @Produces
  @PersistenceUnit(unitName = "small")
  EntityManagerFactory accounts;

  public String getAddresses() {
    return "127.0.0.1";
  }

  public Fallback getFallback() {
    return Fallback.FORM;
  }

  /** Cuts off one realm, and makes names that no header could assert of a few others. */
  @Produces
  @SuppressWarnings("NullAway") // an application may return null nevertheless
  CallerNameNormalizer oneRealm() {
    return name ->
        switch (name) {
          case "long" -> "a".repeat(300);
          case "filler" -> "alice\u1160";
          case "missing" -> null;
          case "broken" -> throw new IllegalStateException("no mail domain for " + name);
          default ->
              name.endsWith(REALM) ? name.substring(0, name.length() - REALM.length()) : name;
        };
  }
}
