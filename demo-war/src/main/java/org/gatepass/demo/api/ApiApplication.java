// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The REST API. */
@ApplicationPath("/api")
public class ApiApplication extends Application {
  /** Called by the container. */
  public ApiApplication() {}

  /** Listed, since TomEE finds only the resources. */
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

  /** Switches off WADL, in which Jersey would describe the API to every client. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
