// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.rewritten;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gatepass.TrustReport;

/** Writes the kinds of evidence, and the client's address. */
@WebServlet("/client")
public class ClientAddressServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    TrustReport report = TrustReport.of(request).orElseThrow();
    response
        .getWriter()
        .print(
            report.evidence().stream().map(TrustReport.Evidence::kind).toList()
                + " "
                + report.clientAddress());
  }
}
