// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Turns on the identity store of an application without accounts: each caller that a trusted proxy
 * names is valid. The groups are those of the header, by {@code gatepass.groups-mapping}, and those
 * of stores that only give groups. There is no password.
 *
 * <pre>{@code
 * @RemoteUserAuthenticationMechanismDefinition
 * @HeaderIdentityStoreDefinition
 * @ApplicationScoped
 * public class Security {}
 * }</pre>
 *
 * <p>The store is asked after all others, and only if no other store answers {@code INVALID}. An
 * application that has accounts of {@code gatepass-identity-store} too does not start: this store
 * would admit callers with a deactivated account.
 *
 * <p>With {@link RemoteUserAuthenticationMechanismDefinition#persistent} this store validates
 * remembered callers until {@code gatepass.session-max-age}, which is one hour unless it is set: no
 * account can end the login earlier.
 *
 * <p>It stands once in an application, on a CDI bean with a scope or on its {@code
 * jakarta.ws.rs.core.Application}.
 */
@Stereotype
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface HeaderIdentityStoreDefinition {}
