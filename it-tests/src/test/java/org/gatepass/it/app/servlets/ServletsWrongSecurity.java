// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Has an invalid setting. */
@RemoteUserAuthenticationMechanismDefinition(
    integration = "AUTO",
    trustedProxies = "10.0.0.0/33",
    fallback = Fallback.NONE)
@ApplicationScoped
public class ServletsWrongSecurity {}
