// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.headeronly;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A front controller: it gets the requests for files too. It does not read the caller. */
@WebServlet("/")
public class FrontServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print("front");
  }
}
