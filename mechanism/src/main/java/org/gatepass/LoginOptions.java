// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.util.Optional;

/**
 * The settings about login and logout, for the application's pages. An application injects this
 * record; the bean exists in each application that has a {@link
 * RemoteUserAuthenticationMechanismDefinition}. Immutable and safe for use by many threads.
 *
 * @param fallback the password login for requests in which no trusted proxy names a caller
 * @param loginPage the path of the login page, below the context root; {@code /login} by default
 * @param signOutUrl the address to redirect to after a logout, so that the proxy ends its own
 *     login; empty if none is configured
 */
public record LoginOptions(Fallback fallback, String loginPage, Optional<String> signOutUrl) {}
