// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.headeronly;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Objects;

/**
 * Answers 200 if the caller is the one of the query ({@code ?caller=alice}; anonymous without it),
 * and 409 if not: for clients that count statuses only.
 */
@WebServlet("/asked")
public class AskedCallerServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    Principal caller = request.getUserPrincipal();
    boolean same =
        Objects.equals(request.getParameter("caller"), caller == null ? null : caller.getName());
    response.setStatus(same ? HttpServletResponse.SC_OK : HttpServletResponse.SC_CONFLICT);
    response.setContentLength(0);
  }
}
