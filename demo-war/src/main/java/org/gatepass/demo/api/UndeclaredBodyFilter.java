// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Answers 415 to a body without a declared type, which Jakarta REST would accept as any type. */
@Provider
public class UndeclaredBodyFilter implements ContainerRequestFilter {
  /** Called by the container. */
  public UndeclaredBodyFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    if (announcesBody(request) && request.getMediaType() == null) {
      Response.Status status = Response.Status.UNSUPPORTED_MEDIA_TYPE;
      request.abortWith(ApiJson.problem(status.getStatusCode(), status.getReasonPhrase()).build());
    }
  }

  /**
   * Whether the headers announce a body. Reading the body is no option: on Payara it fails for a
   * DELETE.
   */
  private static boolean announcesBody(ContainerRequestContext request) {
    return request.getLength() > 0 || request.getHeaderString("Transfer-Encoding") != null;
  }
}
