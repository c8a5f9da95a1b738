// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.checks;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Reads {@code staff.gatepass.caller-header}, a setting of each server of the tests. */
@RemoteUserAuthenticationMechanismDefinition(
    prefix = "staff.gatepass",
    trustedProxies = "127.0.0.1")
@DeclareRoles("user")
@ApplicationScoped
public class PrefixedSecurity {}
