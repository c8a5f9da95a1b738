// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Header callers are remembered. */
@RemoteUserAuthenticationMechanismDefinition(
    integration = "MODULE",
    trustedProxies = "127.0.0.1",
    fallback = Fallback.FORM,
    persistent = true)
@ApplicationScoped
public class ServletsPersistentSecurity {}
