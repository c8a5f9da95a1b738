// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.integration;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Uses the default integration. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", integration = "AUTO")
@ApplicationScoped
public class AutoSecurity {}
