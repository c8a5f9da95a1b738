// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Header callers are named with each request; people with a password log in on a form. */
@RemoteUserAuthenticationMechanismDefinition(trustedProxies = "127.0.0.1", fallback = Fallback.FORM)
@ApplicationScoped
public class OwnedSecurity {}
