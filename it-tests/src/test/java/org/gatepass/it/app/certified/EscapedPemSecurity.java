// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.certified;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The proxy sends certificates as nginx does, with the result of its verification. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    certificateHeader = "X-Client-Cert",
    certificateFormat = "ESCAPED_PEM",
    certificateVerifyHeader = "X-Client-Verify",
    certificateIssuers = "CN=Example CA,O=Example")
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class EscapedPemSecurity {}
