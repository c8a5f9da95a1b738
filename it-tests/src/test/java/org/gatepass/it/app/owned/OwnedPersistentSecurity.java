// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Header callers are remembered; a password may come with each request. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.BASIC,
    persistent = true)
@ApplicationScoped
public class OwnedPersistentSecurity {}
