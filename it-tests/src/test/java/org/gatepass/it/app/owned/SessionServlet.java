// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gatepass.it.app.server.DispatchingThread;

/**
 * Uses the session as its path requests: writes the parameter {@code note} into the session, or
 * returns its content. Public.
 */
@WebServlet(
    name = "session",
    urlPatterns = {"/session/*", "/WEB-INF/error"},
    asyncSupported = true)
public class SessionServlet extends HttpServlet {
  static final String NOTE = "note";

  private static final String TARGET = "/session/read";
  private static volatile CountDownLatch held = new CountDownLatch(0);

  @Inject Note note;
  @Inject Talk talk;
  @Inject InjectedSession injected;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      say(request, response, all(request));
      return;
    }
    String text = request.getParameter(NOTE);
    nameCaller(request, response);
    switch (String.valueOf(request.getPathInfo())) {
      case "/write" -> {
        request.getSession().setAttribute(NOTE, text);
        note.write(text);
        say(request, response, "written");
      }
      case "/begin" -> say(request, response, talk.begin(text));
      case "/talk" -> say(request, response, talk.text());
      case "/bean" -> say(request, response, note.text());
      case "/attribute" -> say(request, response, attribute(request.getSession(false)));
      case "/made" -> say(request, response, attribute(request.getSession()));
      case "/injected" -> say(request, response, injected.note());
      case "/none" -> say(request, response, "-");
      case "/valid" -> say(request, response, "" + request.isRequestedSessionIdValid());
      case "/forward" -> request.getRequestDispatcher(TARGET).forward(request, response);
      case "/include" -> request.getRequestDispatcher(TARGET).include(request, response);
      case "/login" -> {
        request.login("container", "container-secret-1");
        request.getSession().setAttribute(NOTE, text);
        note.write(text);
        say(request, response, "written");
      }
      case "/logout" -> {
        String before = all(request);
        request.logout();
        say(request, response, before + "," + all(request));
      }
      case "/error" -> response.sendError(418);
      case "/async" -> request.startAsync().dispatch(TARGET);
      case "/thread" -> inAnotherThread(request.startAsync(), this::attributeIn);
      case "/thread/bean" -> inAnotherThread(request.startAsync(), async -> beanOfThread());
      case "/thread/write" ->
          inAnotherThread(
              request.startAsync(),
              async -> {
                ((HttpServletRequest) async.getRequest()).getSession().setAttribute(NOTE, text);
                return attributeIn(async);
              });
      case "/hold" -> hold(request, response, text);
      case "/release" -> {
        held.countDown();
        say(request, response, "released");
      }
      case "/held" -> say(request, response, "" + held.getCount());
      case "/damage" -> {
        request.getSession().setAttribute("org.gatepass.owner", text);
        say(request, response, "damaged");
      }
      default -> say(request, response, all(request));
    }
  }

  private String all(HttpServletRequest request) {
    return attribute(request.getSession(false)) + "," + bean();
  }

  private String bean() {
    try {
      return note.text();
    } catch (jakarta.enterprise.context.ContextNotActiveException inAnotherThread) {
      return "-";
    }
  }

  /** GlassFish 8 gives no bean to a thread of {@link AsyncContext#start} (WELD-000229). */
  private String beanOfThread() {
    try {
      return bean();
    } catch (IllegalStateException noCdi) {
      return "-";
    }
  }

  private String attributeIn(AsyncContext async) {
    return attribute(((HttpServletRequest) async.getRequest()).getSession(false));
  }

  static String attribute(HttpSession session) {
    Object value = session == null ? null : session.getAttribute(NOTE);
    return value == null ? "-" : value.toString();
  }

  private static void inAnotherThread(AsyncContext async, Function<AsyncContext, String> work) {
    Thread dispatching = Thread.currentThread();
    async.start(
        () -> {
          try {
            say(
                (HttpServletRequest) async.getRequest(),
                (HttpServletResponse) async.getResponse(),
                work.apply(async));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            DispatchingThread.awaitReturn(dispatching);
            async.complete();
          }
        });
  }

  /** Reads, waits for another request, and writes then. */
  private void hold(HttpServletRequest request, HttpServletResponse response, String text)
      throws IOException {
    HttpSession session = request.getSession();
    String before = attribute(session) + "," + note.text();
    CountDownLatch until = new CountDownLatch(1);
    held = until;
    try {
      until.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      session.setAttribute(NOTE, text);
    } catch (IllegalStateException ended) {
      // Another caller's request has ended it: what was right to happen.
    }
    try {
      note.write(text);
    } catch (RuntimeException ended) {
      // The same.
    }
    say(request, response, before);
  }

  private static void say(HttpServletRequest request, HttpServletResponse response, String what)
      throws IOException {
    nameCaller(request, response);
    response.getWriter().print(what);
  }

  private static void nameCaller(HttpServletRequest request, HttpServletResponse response) {
    Principal caller = request.getUserPrincipal();
    response.setContentType("text/plain");
    response.setHeader("X-Caller", caller == null ? "anonymous" : caller.getName());
  }
}
