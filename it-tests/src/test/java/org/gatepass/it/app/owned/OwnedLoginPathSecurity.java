// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Header callers log in on the path for writing, and are remembered elsewhere. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    persistent = true,
    loginPaths = "/session/write,/session/begin")
@ApplicationScoped
public class OwnedLoginPathSecurity {}
