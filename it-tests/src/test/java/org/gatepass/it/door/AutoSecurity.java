// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.door;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Takes whichever door is there. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", door = "AUTO")
@ApplicationScoped
public class AutoSecurity {}
