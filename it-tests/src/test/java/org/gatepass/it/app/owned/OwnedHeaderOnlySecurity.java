// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Each request needs the header. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    failIfHeaderMissing = true)
@ApplicationScoped
public class OwnedHeaderOnlySecurity {}
