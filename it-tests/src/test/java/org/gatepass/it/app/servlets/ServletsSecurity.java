// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** All settings are in the environment. */
@RemoteUserAuthenticationMechanismDefinition(
    integration = "AUTO",
    fallback = Fallback.FORM,
    sameOriginCheck = true)
@ApplicationScoped
public class ServletsSecurity {}
