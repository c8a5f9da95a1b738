// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers 400 to a body that is not what it should be, and says what is wrong with it. */
@Provider
public class MalformedBodyMapper implements ExceptionMapper<MalformedBodyException> {
  /** For the container. */
  public MalformedBodyMapper() {}

  @Override
  public Response toResponse(MalformedBodyException malformed) {
    return ApiJson.problem(400, String.valueOf(malformed.getMessage())).build();
  }
}
