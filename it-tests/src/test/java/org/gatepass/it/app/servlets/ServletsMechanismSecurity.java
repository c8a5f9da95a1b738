// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Requires the mechanism, which the server never calls. */
@RemoteUserAuthenticationMechanismDefinition(
    integration = "MECHANISM",
    trustedProxies = "127.0.0.1",
    fallback = Fallback.NONE)
@ApplicationScoped
public class ServletsMechanismSecurity {}
