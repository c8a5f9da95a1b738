// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.gatepass.demo.CurrentCaller;

/**
 * Shows an error page in the style of the other pages or, under {@code /api}, returns JSON. Both
 * hold no text of the server or the request.
 */
@WebServlet("/WEB-INF/error")
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final String PAGE = "/WEB-INF/error.html";

  private record Text(String title, String explanation) {}

  private static final Text NOT_ADMITTED =
      new Text(
          "Your account is not admitted here",
          "An administrator of this application can change that.");

  /** Called by the container. */
  public ErrorServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = response.getStatus();
    boolean notAdmitted =
        status == HttpServletResponse.SC_FORBIDDEN && CurrentCaller.isNotAdmitted(request);
    Text text = notAdmitted ? NOT_ADMITTED : text(status);
    response.setCharacterEncoding("UTF-8");
    if (isForProgram(request)) {
      response.setContentType("application/json");
      response.getWriter().write("{\"status\":" + status + ",\"reason\":\"" + text.title() + "\"}");
      return;
    }
    response.setContentType("text/html");
    response
        .getWriter()
        .write(
            page()
                .replace("${contextPath}", request.getContextPath())
                .replace("${status}", Integer.toString(status))
                .replace("${title}", text.title())
                .replace("${explanation}", text.explanation()));
  }

  private static boolean isForProgram(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
        && uri.startsWith(request.getContextPath() + "/api/");
  }

  private String page() throws IOException {
    try (InputStream page = getServletContext().getResourceAsStream(PAGE)) {
      if (page == null) {
        throw new FileNotFoundException(PAGE);
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Text text(int status) {
    return switch (status) {
      case HttpServletResponse.SC_UNAUTHORIZED ->
          new Text("You are not signed in", "The gateway has sent no name for you.");
      case HttpServletResponse.SC_FORBIDDEN ->
          new Text("Not for you", "Your account may not see this page or do this.");
      case HttpServletResponse.SC_NOT_FOUND ->
          new Text("There is nothing here", "The address may be mistyped, or the page is gone.");
      case HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
          new Text("That can\u2019t be done here", "The page does not support this method.");
      default -> new Text("Something went wrong", "It is not your fault. Please try again later.");
    };
  }
}
