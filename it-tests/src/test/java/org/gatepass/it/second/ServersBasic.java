// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.second;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;

/** Asks the server for a mechanism of its own. */
@BasicAuthenticationMechanismDefinition(realmName = "application")
@ApplicationScoped
public class ServersBasic {}
