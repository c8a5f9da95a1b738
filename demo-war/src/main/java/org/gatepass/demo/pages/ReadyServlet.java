// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.store.StoreReadiness;

/** Answers the health check of a proxy: 200 once the node has read the accounts, else 503. */
@WebServlet("/ready")
public class ReadyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject transient StoreReadiness readiness;

  /** Called by the container. */
  public ReadyServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean ready = readiness.isReady();
    response.setStatus(
        ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().print(ready ? "ready" : "not ready");
  }
}
