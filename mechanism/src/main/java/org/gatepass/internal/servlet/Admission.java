// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Authenticates a request in the guard filter, where a container has not done so before it. */
public interface Admission {
  /**
   * Authenticates a request, unless the container has done so. A rejected or challenged request is
   * marked as ended.
   *
   * @return the request for the application
   */
  HttpServletRequest admit(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException;
}
