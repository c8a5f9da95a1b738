// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.certified;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import org.gatepass.HeaderIdentityStoreDefinition;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;

/** Envoy names workloads by their SPIFFE ids. */
@RemoteUserAuthenticationMechanismDefinition(
    trustedProxies = "127.0.0.1",
    certificateHeader = "X-Forwarded-Client-Cert",
    certificateFormat = "XFCC",
    certificateCaller = "spiffe://example.org")
@HeaderIdentityStoreDefinition
@DeclareRoles("user")
@ApplicationScoped
public class WorkloadSecurity {}
