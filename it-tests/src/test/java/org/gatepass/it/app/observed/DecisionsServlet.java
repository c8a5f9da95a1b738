// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.observed;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Returns the decisions since its last request, each in a line. The last one is its own. */
@WebServlet("/decisions")
public class DecisionsServlet extends HttpServlet {
  @Inject SeenDecisions decisions;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(String.join("\n", decisions.take()));
  }
}
