// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The settings of the WAR {@code shop}. */
@RemoteUserAuthenticationMechanismDefinition(
    callerHeader = "x-shop-user",
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = "x-shop-secret",
    sharedSecrets = ShopSecurity.SECRET,
    fallback = Fallback.BASIC)
@DeclareRoles("user")
@ApplicationScoped
public class ShopSecurity {
  public static final String SECRET = "shop-5d21c07e9f3b8a64-5d21c07e9f3b8a64";
}
