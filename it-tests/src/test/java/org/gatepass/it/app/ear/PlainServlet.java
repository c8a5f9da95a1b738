// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet of a WAR without Gatepass: returns the caller, and counts. */
@WebServlet("/who")
public class PlainServlet extends HttpServlet {
  @Inject PlainCounter counter;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getRemoteUser() + " " + counter.next());
  }
}
