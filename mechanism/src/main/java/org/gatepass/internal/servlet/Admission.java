// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The authentication of a request in the guard filter, if the container has not authenticated it.
 */
public interface Admission {
  /**
   * Authenticates a request, unless the container has done so. It marks a rejected or challenged
   * request as ended ({@link EndedRequest}).
   *
   * @return the request for the application
   */
  HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException;
}
