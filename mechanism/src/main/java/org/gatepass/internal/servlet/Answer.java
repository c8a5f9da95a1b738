// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Challenge.Login;
import org.gatepass.internal.flow.Outcome.Reject;

/** Writes the answers that are ours: generic ones, which name neither header nor caller. */
public final class Answer {
  private static final String REALM = "Gatepass realm=\"application\"";
  private static final String BASIC = "Basic realm=\"application\", charset=\"UTF-8\"";

  private Answer() {}

  /**
   * Keeps what is about to be answered to a caller out of caches, unless the application differs.
   */
  static void keepPrivate(HttpServletResponse response) {
    response.setHeader("Cache-Control", "private, no-store");
  }

  static void reject(Reject reject, HttpServletResponse response) {
    reject
        .retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    end(response, reject.status());
  }

  static void challenge(Challenge challenge, HttpServletResponse response) {
    if (challenge.login() instanceof Login.Page page) {
      // By hand: sendRedirect would put the Host header, which anybody can write, into it.
      response.setHeader("Location", page.location());
      // 303, not 302: Liberty sends a 302 of its own making, and fails for want of an address.
      end(response, HttpServletResponse.SC_SEE_OTHER);
      return;
    }
    response.setHeader(
        "WWW-Authenticate", challenge.login() instanceof Login.Basic ? BASIC : REALM);
    end(response, HttpServletResponse.SC_UNAUTHORIZED);
  }

  public static void notServed(HttpServletResponse response) {
    end(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }

  static void unavailable(HttpServletResponse response) {
    end(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  private static void end(HttpServletResponse response, int status) {
    keepPrivate(response);
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    // Ended here: WildFly drops a body that is not committed, and logs a failure of its own, for
    // each such request, where the answer is committed and not over; others put error pages over
    // it.
    try (PrintWriter body = response.getWriter()) {
      body.println(text(status));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(int status) {
    return switch (status) {
      case HttpServletResponse.SC_BAD_REQUEST -> "400 Bad Request";
      case HttpServletResponse.SC_UNAUTHORIZED -> "401 Unauthorized";
      case HttpServletResponse.SC_FORBIDDEN -> "403 Forbidden";
      case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "405 Method Not Allowed";
      case Reject.TOO_MANY_REQUESTS -> "429 Too Many Requests";
      case HttpServletResponse.SC_INTERNAL_SERVER_ERROR -> "500 Internal Server Error";
      case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> "503 Service Unavailable";
      default -> Integer.toString(status);
    };
  }
}
