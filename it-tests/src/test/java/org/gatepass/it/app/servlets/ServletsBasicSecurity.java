// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** HTTP Basic behind the header. */
@RemoteUserAuthenticationMechanismDefinition(
    integration = "AUTO",
    trustedProxies = "127.0.0.1",
    fallback = Fallback.BASIC)
@ApplicationScoped
public class ServletsBasicSecurity {}
