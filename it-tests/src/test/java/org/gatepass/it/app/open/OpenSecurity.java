// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.open;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Each request needs the proxy's header, except on open paths and as a CORS preflight. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    sharedSecretHeader = OpenSecurity.SECRET_HEADER,
    sharedSecrets = OpenSecurity.SECRET,
    failIfHeaderMissing = true,
    openPaths = "/health, /metrics/*, /api/health",
    allowPreflight = true,
    sameOriginCheck = true)
@ApplicationScoped
public class OpenSecurity {
  /** The header with the secret. */
  public static final String SECRET_HEADER = "x-gateway-secret";

  /** The secret. */
  public static final String SECRET = "open-7b3d9e61f40c825a-7b3d9e61f40c825a";
}
