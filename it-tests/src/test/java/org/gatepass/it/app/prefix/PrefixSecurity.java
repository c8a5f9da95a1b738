// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The proxy serves the context root below a path, and pages of two other origins post to it. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.FORM,
    publicUrl = "https://example.org/apps/x",
    sameOriginCheck = true,
    trustedOrigins = "https://idp.example.org, https://front.example.org:8443")
@ApplicationScoped
public class PrefixSecurity {}
