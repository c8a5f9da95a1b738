// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers a malformed body with 400 and the reason. */
@Provider
public class MalformedBodyMapper implements ExceptionMapper<MalformedBodyException> {
  /** Called by the container. */
  public MalformedBodyMapper() {}

  @Override
  public Response toResponse(MalformedBodyException malformed) {
    return ApiJson.problem(400, String.valueOf(malformed.getMessage())).build();
  }
}
