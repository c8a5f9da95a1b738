// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.ConcurrentModificationException;

/**
 * Returns the request as the servlet receives it; the path chooses the kind of dispatch. Public.
 */
@WebServlet(
    name = "echo",
    urlPatterns = {"/echo/*", "/errors"},
    asyncSupported = true)
public class EchoServlet extends HttpServlet {
  private static final String TARGET = "/echo/target";

  @Inject InjectedRequest injected;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getServletPath().equals("/errors")
        && request.getDispatcherType() == DispatcherType.ERROR) {
      Seen.PAGES.incrementAndGet();
    } else {
      Seen.CALLS.incrementAndGet();
    }
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      echo(request, response);
      return;
    }
    response.setContentType("text/plain");
    switch (String.valueOf(request.getPathInfo())) {
      case "/forward" -> request.getRequestDispatcher(TARGET).forward(request, response);
      case "/named" -> getServletContext().getNamedDispatcher("echo").forward(request, response);
      case "/include" -> request.getRequestDispatcher(TARGET).include(request, response);
      case "/error" -> response.sendError(418);
      case "/exception" -> throw new ServletException("on purpose");
      case "/async" -> request.startAsync().dispatch(TARGET);
      case "/async-original" -> request.startAsync().dispatch();
      case "/thread" -> echoInAnotherThread(request.startAsync(request, response));
      case "/trace" -> super.doTrace(request, response);
      case "/injected" -> response.getWriter().print(injected.echo());
      case "/authenticate" -> response.getWriter().print(request.authenticate(response));
      default -> echo(request, response);
    }
  }

  private static void echoInAnotherThread(AsyncContext async) {
    async.start(
        () -> {
          try {
            HttpServletRequest request = (HttpServletRequest) async.getRequest();
            String seen = seenBesideTheContainer(request);
            echo(request, (HttpServletResponse) async.getResponse(), seen);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            async.complete();
          }
        });
  }

  /** The container's thread may still change the attributes. */
  private static String seenBesideTheContainer(HttpServletRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return seen(request);
      } catch (ConcurrentModificationException changing) {
        if (attempt == 100) {
          throw changing;
        }
      }
    }
  }

  private static String seen(HttpServletRequest request) {
    return Seen.headers("servlet " + request.getDispatcherType(), request);
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    echo(request, response, seen(request));
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response, String seen)
      throws IOException {
    Principal caller = request.getUserPrincipal();
    response.setContentType("text/plain");
    response
        .getWriter()
        .print(
            "caller "
                + (caller == null ? "nobody" : caller.getName())
                + "\n"
                + seen
                + request.getAttribute(EchoFilter.NOTES));
  }
}
