// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Gives what Jakarta REST rejects by itself, such as a method that a path does not have, a body
 * like those of our own rejections: servers differ between none and their own words.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<WebApplicationException> {
  /** For the container. */
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
