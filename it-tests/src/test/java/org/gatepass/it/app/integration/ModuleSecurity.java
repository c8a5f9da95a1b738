// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.integration;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Requires the module. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", integration = "MODULE")
@ApplicationScoped
public class ModuleSecurity {}
