// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request to authenticate.
 *
 * @param request the request, as the container received it
 * @param callerRequired whether the container will not serve it to nobody
 * @param offered the credential that the application passed in a programmatic login, or null
 */
record Attempt(HttpServletRequest request, boolean callerRequired, @Nullable Credential offered) {}
