// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Keeps for {@link EchoResource} the request headers in a filter of Jakarta REST. */
@Provider
public class EchoRequestFilter implements ContainerRequestFilter {
  static final String SEEN = "org.gatepass.it.app.echo.filter";

  @Context HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    request.setAttribute(
        SEEN, "rest filter " + context.getHeaders() + context.getHeaderString("x-gateway-secret"));
  }
}
