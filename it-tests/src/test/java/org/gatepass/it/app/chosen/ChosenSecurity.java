// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.chosen;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.it.app.choice.FromProxy;

/**
 * The proxy's header for people; the handler chooses {@link TicketMechanism} for machines. Liberty
 * calls a handler only where a definition of Jakarta Security's own is present.
 */
@BasicAuthenticationMechanismDefinition(realmName = "never chosen")
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    qualifiers = FromProxy.class)
@DeclareRoles("user")
@ApplicationScoped
public class ChosenSecurity {}
