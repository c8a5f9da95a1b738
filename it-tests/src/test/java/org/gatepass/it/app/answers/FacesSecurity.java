// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.answers;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.Fallback;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** A proxy at a trusted address names callers, and others log in on a page. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    fallback = Fallback.FORM,
    loginPage = "/login.xhtml")
@DeclareRoles("user")
@ApplicationScoped
public class FacesSecurity {}
