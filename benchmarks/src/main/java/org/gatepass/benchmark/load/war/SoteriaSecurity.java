// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.identitystore.DatabaseIdentityStoreDefinition;

/** The means of Jakarta Security: a password with each request, and accounts in tables. */
@BasicAuthenticationMechanismDefinition(realmName = "load")
@DatabaseIdentityStoreDefinition(
    dataSourceLookup = "java:comp/DefaultDataSource",
    callerQuery = "select password_hash from gatepass_account where name = ? and active = true",
    groupsQuery =
        "select g.group_name from gatepass_account_group g"
            + " join gatepass_account a on a.id = g.account_id where a.name = ?")
@ApplicationScoped
public class SoteriaSecurity {
  /** For the container. */
  public SoteriaSecurity() {}
}
