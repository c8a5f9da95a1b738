// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.openimis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;
import org.gatepass.store.DatabasePasswordIdentityStoreDefinition;

/** Users with dates of validity, in a unit that a reference names; one query is an expression. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", fallback = Fallback.FORM)
@ActiveUserIdentityStoreDefinition(
    persistenceUnit = "openimis",
    activeCallerQuery = "#{callers.valid}",
    knownCallerQuery = "select u.loginName from CoreUser u where u.loginName = :name",
    groupsQuery =
        "select r.role from CoreUser u, UserRole r"
            + " where u.loginName = :name and r.user = u.interactive and r.validityTo is null")
@DatabasePasswordIdentityStoreDefinition(
    passwordHashQuery =
        "select u.interactive.storedPassword from CoreUser u where u.loginName = :name",
    passwordHashUpdate =
        "update InteractiveUser i set i.storedPassword = :newHash"
            + " where i.loginName = :name and i.storedPassword = :oldHash",
    stampQuery = "select u.interactive.validityFrom from CoreUser u where u.loginName = :name")
@Named("callers")
@ApplicationScoped
public class OpenImisSecurity {
  public String getValid() {
    return "select u.loginName from CoreUser u where u.loginName = :name"
        + " and u.validFrom <= current_timestamp"
        + " and (u.validTo is null or u.validTo > current_timestamp)";
  }
}
