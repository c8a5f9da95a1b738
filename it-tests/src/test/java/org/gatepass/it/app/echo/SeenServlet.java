// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Returns what the others have recorded, and records nothing itself. */
@WebServlet({"/calls", "/pages", "/listened", "/socketed"})
public class SeenServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response
        .getWriter()
        .print(
            switch (request.getServletPath()) {
              case "/pages" -> Seen.PAGES.get();
              case "/listened" -> Seen.BY_LISTENER.get();
              case "/socketed" -> Seen.BY_SOCKET.get();
              default -> Seen.CALLS.get();
            });
  }
}
