// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The settings of the WAR {@code staff}. */
@RemoteUserAuthenticationMechanismDefinition(
    callerHeader = "remote-user",
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = "x-staff-secret",
    sharedSecrets = StaffSecurity.SECRET,
    fallback = Fallback.BASIC)
@DeclareRoles("user")
@ApplicationScoped
public class StaffSecurity {
  public static final String SECRET = "staff-5d21c07e9f3b8a64-5d21c07e9f3b8a64";
}
