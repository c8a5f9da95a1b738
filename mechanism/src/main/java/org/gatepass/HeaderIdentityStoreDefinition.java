// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds an identity store for applications without accounts: each caller that a trusted proxy names
 * is valid. The caller's groups are those of the groups header, after {@code
 * gatepass.groups-mapping}, and those of identity stores that only provide groups. The store checks
 * no passwords.
 *
 * <pre>{@code
 * @RemoteUserAuthenticationMechanismDefinition
 * @HeaderIdentityStoreDefinition
 * @ApplicationScoped
 * public class Security {}
 * }</pre>
 *
 * <p>Gatepass calls this store after all others, and only if no other store returns {@code
 * INVALID}. An application that has accounts of {@code gatepass-identity-store} as well does not
 * start, because this store would accept callers with a deactivated account.
 *
 * <p>With {@link RemoteUserAuthenticationMechanismDefinition#persistent} this store accepts
 * remembered logins until {@code gatepass.session-max-age}. The default is one hour here, because
 * no account can end the login earlier.
 *
 * <p>The annotation is allowed once in an application, on a CDI bean with a scope or on the {@code
 * jakarta.ws.rs.core.Application}. Several stop the deployment.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface HeaderIdentityStoreDefinition {}
