// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.testkit;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The accounts decide about callers and passwords. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.BASIC)
@DeclareRoles("user")
@ApplicationScoped
public class KitSecurity {}
