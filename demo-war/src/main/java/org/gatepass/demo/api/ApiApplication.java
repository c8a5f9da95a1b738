// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API. */
@ApplicationPath("/api")
public class ApiApplication extends Application {
  /** For the container. */
  public ApiApplication() {}
}
