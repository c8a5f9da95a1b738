// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.small;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;

/** The server's own HTTP Basic, in addition. */
@BasicAuthenticationMechanismDefinition(realmName = "second")
@ApplicationScoped
public class BasicDefinition {}
