// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.directory;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Header login, form login, and a handler that validates both. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", fallback = Fallback.FORM)
@ApplicationScoped
public class OwnHandlerSecurity {}
