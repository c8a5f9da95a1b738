// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Gives rejections by Jakarta REST, such as an unsupported method, the same body as our own
 * rejections. Servers would otherwise send none, or a text of their own.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<WebApplicationException> {
  /** Called by the container. */
  public ProblemMapper() {}

  @Override
  public Response toResponse(WebApplicationException rejection) {
    Response bare = rejection.getResponse();
    if (bare.hasEntity()) {
      return bare;
    }
    JsonObject problem =
        ApiJson.problemBody(bare.getStatus(), bare.getStatusInfo().getReasonPhrase());
    return Response.fromResponse(bare)
        .type(MediaType.APPLICATION_JSON)
        .entity(problem.toString())
        .build();
  }
}
