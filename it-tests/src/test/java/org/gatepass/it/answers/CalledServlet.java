// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answers;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts its calls, and returns their number at {@code /calls}. Public. */
@WebServlet({"/open", "/calls"})
public class CalledServlet extends HttpServlet {
  private static final AtomicInteger CALLS = new AtomicInteger();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    if (!request.getServletPath().equals("/calls")) {
      CALLS.incrementAndGet();
    }
    response.getWriter().print(CALLS.get());
  }
}
