// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The REST API. */
@ApplicationPath("/api")
public class ApiApplication extends Application {
  /** For the container. */
  public ApiApplication() {}

  /** Named, not found: TomEE finds the resources alone. */
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        CallerResource.class,
        DiagnosticsResource.class,
        LoginResource.class,
        UsersResource.class,
        AdministrationRejectedMapper.class,
        MalformedBodyMapper.class,
        ProblemMapper.class,
        UndeclaredBodyFilter.class);
  }

  /** Without it Jersey describes the API to anybody who asks, in a language of its own. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
