// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cache;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request for a static file, whose answer a browser may store unless the application dispatches
 * the request. Safe for use by the threads of one request.
 */
public final class FileRequest extends HttpServletRequestWrapper {
  private final HttpServletRequest received;
  private final FileResponse response;

  /**
   * Creates a request for the application.
   *
   * @param request the request that the application would receive otherwise
   * @param received the request, as the container received it
   * @param response its response
   */
  public FileRequest(
      HttpServletRequest request, HttpServletRequest received, HttpServletResponse response) {
    super(request);
    this.received = received;
    this.response = new FileResponse(response);
  }

  /** Forbids storing the answer to each file request that a dispatched request is or wraps. */
  public static void forbidWithin(ServletRequest dispatched) {
    ServletRequest inner = dispatched;
    while (inner instanceof ServletRequestWrapper wrapper) {
      if (inner instanceof FileRequest file) {
        file.response.forbid();
      }
      inner = wrapper.getRequest();
    }
  }

  /** The response for the application. */
  public FileResponse response() {
    return response;
  }

  /** The request, as the container received it. */
  HttpServletRequest received() {
    return received;
  }

  @Override
  public AsyncContext startAsync() {
    response.forbid();
    return super.startAsync();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
    response.forbid();
    return super.startAsync(request, answer);
  }
}
