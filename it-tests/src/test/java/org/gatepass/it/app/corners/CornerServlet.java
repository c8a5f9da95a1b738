// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gatepass.it.app.server.DispatchingThread;

/** Looks for the caller at the place of its path, in the way of the parameter {@code way}. */
@WebServlet(
    name = "corner",
    urlPatterns = {"/corner/*", "/WEB-INF/error"},
    asyncSupported = true)
public class CornerServlet extends HttpServlet {
  /** Returned where the server or the application has no such place or way. */
  static final String MISSING = "missing";

  private static final String TARGET = "/corner/request";

  @Inject @Any Instance<Look> looks;
  @Inject @Any Instance<Runner> runners;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      say(response, look(request));
      return;
    }
    switch (request.getPathInfo()) {
      case "/request" -> say(response, look(request));
      case "/forward" -> request.getRequestDispatcher(TARGET).forward(request, response);
      case "/include" -> request.getRequestDispatcher(TARGET).include(request, response);
      case "/error" -> response.sendError(418);
      case "/exception" -> throw new UnsupportedOperationException("as requested");
      case "/dispatch" -> request.startAsync().dispatch(TARGET);
      case "/async" -> inAnotherThread(request.startAsync());
      case "/login" -> {
        String failure = login(request);
        say(response, look(request) + failure);
      }
      case "/logout" -> {
        request.logout();
        say(response, look(request));
      }
      case "/logout/forward" -> {
        request.logout();
        request.getRequestDispatcher(TARGET).forward(request, response);
      }
      case "/logout/dispatch" -> {
        request.logout();
        request.startAsync().dispatch(TARGET);
      }
      case "/logout/async" -> {
        request.logout();
        inAnotherThread(request.startAsync());
      }
      case "/run-as" -> {
        Looks.attempt(named("run-as"));
        say(response, look(request));
      }
      default -> say(response, run(request.getPathInfo().substring(1), request));
    }
  }

  private static String login(HttpServletRequest request) {
    try {
      request.login("container", "container-secret-1");
      return "";
    } catch (ServletException failure) {
      return " failed";
    }
  }

  private static void inAnotherThread(AsyncContext async) {
    Thread dispatching = Thread.currentThread();
    async.start(
        () -> {
          HttpServletRequest request = (HttpServletRequest) async.getRequest();
          async.getResponse().setContentType("text/event-stream");
          try {
            async.getResponse().getWriter().print("data: " + of(request) + "\n\n");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            DispatchingThread.awaitReturn(dispatching);
            async.complete();
          }
        });
  }

  private static void say(HttpServletResponse response, String what) throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(what);
  }

  private String look(HttpServletRequest request) {
    String way = request.getParameter("way");
    return way.equals("request") ? of(request) : Looks.attempt(named(way));
  }

  private static String of(HttpServletRequest request) {
    return Looks.attempt(() -> Looks.at(request.getUserPrincipal(), request.isUserInRole("user")));
  }

  private Look named(String way) {
    Instance<Look> found = looks.select(NamedLiteral.of(way));
    return found.isUnsatisfied() ? () -> MISSING : found.get();
  }

  private String run(String place, HttpServletRequest request) throws ServletException {
    Instance<Runner> found = runners.select(NamedLiteral.of(place));
    if (found.isUnsatisfied()) {
      return MISSING;
    }
    try {
      return found.get().run(named(request.getParameter("way"))).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      return "! " + failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException(e);
    }
  }
}
