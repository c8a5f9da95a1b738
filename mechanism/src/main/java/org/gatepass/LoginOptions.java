// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import java.util.Optional;

/**
 * How people log in and out of this application, for pages that show it. An application injects it;
 * it is there when {@link RemoteUserAuthenticationMechanismDefinition} is. Immutable.
 *
 * @param fallback the login that is left to people whom no trusted proxy has named
 * @param loginPage the path of the login page below the context root
 * @param signOutUrl where people are to go after logout, or empty
 */
public record LoginOptions(Fallback fallback, String loginPage, Optional<String> signOutUrl) {}
