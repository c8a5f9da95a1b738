// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.certified;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** The proxy sends certificates as RFC 9440 defines. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    certificateHeader = "Client-Cert",
    certificateCaller = "EMAIL",
    certificateIssuers = "CN=Example CA,O=Example|CN=Unused CA,O=Example")
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class ClientCertSecurity {}
