// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.asserted;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The issuer's signature is the evidence: a request may come from any address. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "any",
    groupsMapping = "nurse=user",
    moduleSettings = {
      "assertion.preset=keycloak",
      "assertion.header=x-id-token",
      "assertion.issuer=" + AssertedSecurity.ISSUER,
      "assertion.audience=" + AssertedSecurity.AUDIENCE,
      "assertion.groups-claim=realm_access.roles",
      "assertion.keys=" + AssertedSecurity.KEYS
    })
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class AssertedSecurity {
  /** The issuer of the tests' tokens. */
  public static final String ISSUER = "https://id.example.org/realms/clinic";

  /** The audience of the tests' tokens. */
  public static final String AUDIENCE = "ward-app";

  /** The public key of the issuer, whose private half is in the tests. */
  public static final String KEYS =
      "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQAB\",\"kid\":\"test-1\",\"n\":\"wc425vS_UQbcUp1ozLbMcG9hUOU"
          + "wP_nO-1YYWCo3QIY52kmdTEkI3toxVlzCnmscjq8cwq35g9Bmbu1Rgpr_hdJkhAwaYupMWVLZMuoxlBj"
          + "0RiYcNkDpnejLx4jAbqqctJh0tRzNdW71Yp8X4jLyHBtlfQew36uiX4_FRJPp6ebk9Dm-n6Iuc6Flufi"
          + "YGzw111bZOhMAWYrM0rBwQIvLn8q8fcwrWyYpFo2Le4CI9TXbmK6kX9JuTltBj4rJNkFfY3Zhe-RFzJB"
          + "TGK8BMisf77dJYMmOVMBF50-V3OjMh-cXAjw4BwC52lKNdeheIB3mGmXUg1lWdTnQiVTmKaJ82w\",\"al"
          + "g\":\"RS256\",\"use\":\"sig\"}]}";
}
