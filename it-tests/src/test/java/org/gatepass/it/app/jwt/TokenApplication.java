// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.jwt;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** REST resources for which the server is configured to accept tokens. */
@ApplicationPath("rest")
@LoginConfig(authMethod = "MP-JWT")
public class TokenApplication extends Application {}
