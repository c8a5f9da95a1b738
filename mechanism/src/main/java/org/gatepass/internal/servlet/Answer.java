// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Challenge.Login;
import org.gatepass.internal.flow.Outcome.Reject;

/** Writes Gatepass's answers, which are generic and contain neither headers nor caller names. */
public final class Answer {
  private static final String REALM = "Gatepass realm=\"application\"";
  private static final String BASIC = "Basic realm=\"application\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"application\"";
  private static final String INVALID_TOKEN = BEARER + ", error=\"invalid_token\"";

  private Answer() {}

  /**
   * Prevents caching of the application's answer to a caller, unless the application sets another
   * value.
   */
  static void keepPrivate(HttpServletResponse response) {
    response.setHeader("Cache-Control", "private, no-store");
  }

  static void reject(Reject reject, HttpServletResponse response) {
    reject
        .retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    if (reject.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
      // Only sign-out requests are rejected for their method.
      response.setHeader("Allow", "POST");
    }
    end(response, reject.status());
  }

  static void challenge(Challenge challenge, HttpServletResponse response) {
    if (challenge.login() instanceof Login.Page page) {
      // Not sendRedirect, which would use the Host header, and any client can write that.
      response.setHeader("Location", page.location());
      // 303, not 302: for 302 Liberty sends a redirect of its own, and fails without an address.
      end(response, HttpServletResponse.SC_SEE_OTHER);
      return;
    }
    response.setHeader(
        "WWW-Authenticate", challenge.login() instanceof Login.Basic ? BASIC : REALM);
    switch (challenge.bearer()) {
      case REQUIRED -> response.addHeader("WWW-Authenticate", BEARER);
      case INVALID_TOKEN -> response.addHeader("WWW-Authenticate", INVALID_TOKEN);
      case UNSUPPORTED -> {
        // Gatepass would not read such a credential.
      }
    }
    end(response, HttpServletResponse.SC_UNAUTHORIZED);
  }

  static void signedOut(HttpServletResponse response) {
    end(response, HttpServletResponse.SC_OK);
  }

  public static void notServed(HttpServletResponse response) {
    end(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }

  static void malformed(HttpServletResponse response) {
    end(response, HttpServletResponse.SC_BAD_REQUEST);
  }

  static void unavailable(HttpServletResponse response) {
    end(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  private static void end(HttpServletResponse response, int status) {
    keepPrivate(response);
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    // The answer is closed here. WildFly drops an uncommitted body, and logs a failure for each
    // answer that is committed and not closed. Other servers replace the answer by error pages.
    try (PrintWriter body = response.getWriter()) {
      body.println(text(status));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(int status) {
    return switch (status) {
      case HttpServletResponse.SC_OK -> "200 OK";
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
