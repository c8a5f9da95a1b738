// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.integration;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Wants the module and nothing else. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", integration = "MODULE")
@ApplicationScoped
public class ModuleSecurity {}
