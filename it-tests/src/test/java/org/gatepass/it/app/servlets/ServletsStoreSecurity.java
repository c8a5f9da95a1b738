// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.servlets;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.store.ActiveUserIdentityStoreDefinition;

/** Requires the stores that need Jakarta EE. */
@RemoteUserAuthenticationMechanismDefinition(
    integration = "AUTO",
    trustedProxies = "127.0.0.1",
    fallback = Fallback.NONE)
@ActiveUserIdentityStoreDefinition
@ApplicationScoped
public class ServletsStoreSecurity {}
