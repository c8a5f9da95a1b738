// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.signedout;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.it.app.asserted.AssertedSecurity;

/** A session remembers the caller of an assertion until the issuer ends it. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    persistent = true,
    groupsMapping = "nurse=user",
    moduleSettings = {
      "assertion.preset=keycloak",
      "assertion.header=x-id-token",
      "assertion.issuer=" + AssertedSecurity.ISSUER,
      "assertion.audience=" + AssertedSecurity.AUDIENCE,
      "assertion.keys=" + AssertedSecurity.KEYS,
      "assertion.logout-path=" + SignOutSecurity.PATH
    })
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class SignOutSecurity {
  /** The path at which the issuer ends logins; web.xml constrains it. */
  public static final String PATH = "/backchannel-logout";
}
