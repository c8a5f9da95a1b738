// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.answers;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Performs the act of the parameter {@code act}: before the file, in its place, or afterwards. */
@WebFilter("/files/*")
public class FilesFilter extends HttpFilter {
  /** The header with the act: one that restricts browsers, so that a file may be stored with it. */
  public static final String MARK = "X-Frame-Options";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String act = request.getParameter("act");
    response.setHeader(MARK, act);
    if (request.getHeader("X-Deny") != null) {
      response.sendError(403);
      return;
    }
    switch (act == null ? "none" : act) {
      case "user" -> request.getRemoteUser();
      case "session" -> request.getSession(false);
      case "new-session" -> request.getSession();
      case "name-caller" -> response.setHeader("X-User", request.getRemoteUser());
      case "page" -> response.setContentType("text/html");
      case "set-cookie" -> response.addCookie(new Cookie("seen", "yes"));
      case "write" -> response.getOutputStream().print("written by the filter");
      case "own" -> response.setHeader("Cache-Control", "max-age=60");
      case "forward" -> {
        request.getRequestDispatcher("/open").forward(request, response);
        return;
      }
      case "serve" -> {
        response.getWriter().print("served by the filter");
        return;
      }
      case "fail" -> {
        response.sendError(404);
        return;
      }
      default -> {
        // The file is served.
      }
    }
    chain.doFilter(
        "wrap-request".equals(act) ? new HttpServletRequestWrapper(request) : request,
        "wrap".equals(act) ? new HttpServletResponseWrapper(response) : response);
    if (response.isCommitted()) {
      return;
    }
    if ("name-caller-later".equals(act)) {
      response.setHeader("X-User", request.getRemoteUser());
    } else if ("new-session-later".equals(act)) {
      request.getSession();
    }
  }
}
