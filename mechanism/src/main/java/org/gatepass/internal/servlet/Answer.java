// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.gatepass.internal.cache.FileResponse;
import org.gatepass.internal.flow.Outcome.Challenge;
import org.gatepass.internal.flow.Outcome.Challenge.Login;
import org.gatepass.internal.flow.Outcome.Reject;
import org.gatepass.internal.flow.PageLoad;

/**
 * Writes Gatepass's answers, which are generic and contain neither headers nor caller names. The
 * body depends on the status and on what the client accepts, and never on the reason.
 */
public final class Answer {
  private static final String REALM = "Gatepass realm=\"application\"";
  private static final String BASIC = "Basic realm=\"application\", charset=\"UTF-8\"";
  private static final String BEARER = "Bearer realm=\"application\"";
  private static final String INVALID_TOKEN = BEARER + ", error=\"invalid_token\"";

  private Answer() {}

  /**
   * Prevents caching of the application's answer to a caller, unless the application sets another
   * value. {@link LastFilter} may allow a browser to store a static file.
   */
  static void keepPrivate(HttpServletResponse response) {
    response.setHeader("Cache-Control", FileResponse.NO_STORE);
  }

  static void reject(
      Reject reject, boolean errorPage, HttpServletRequest request, HttpServletResponse response) {
    reject
        .retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    if (reject.status() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
      // Only sign-out requests are rejected for their method.
      response.setHeader("Allow", "POST");
    }
    end(errorPage, request, response, reject.status());
  }

  static void challenge(
      Challenge challenge,
      boolean errorPage,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (challenge.login() instanceof Login.Page page) {
      redirect(page, response);
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
    end(errorPage, request, response, HttpServletResponse.SC_UNAUTHORIZED);
  }

  private static void redirect(Login.Page page, HttpServletResponse response) {
    if (page.partial()) {
      write(response, HttpServletResponse.SC_OK, "text/xml", partialRedirect(page.location()));
    } else {
      // Not sendRedirect, which would use the Host header, and any client can write that.
      response.setHeader("Location", page.location());
      // 303, not 302: for 302 Liberty sends a redirect of its own, and fails without an address.
      write(
          response,
          HttpServletResponse.SC_SEE_OTHER,
          "text/plain",
          text(HttpServletResponse.SC_SEE_OTHER));
    }
  }

  static void signedOut(HttpServletResponse response) {
    write(response, HttpServletResponse.SC_OK, "text/plain", text(HttpServletResponse.SC_OK));
  }

  public static void notServed(HttpServletRequest request, HttpServletResponse response) {
    end(request, response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }

  static void malformed(HttpServletRequest request, HttpServletResponse response) {
    end(request, response, HttpServletResponse.SC_BAD_REQUEST);
  }

  static void unavailable(HttpServletRequest request, HttpServletResponse response) {
    end(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  /** Replaces an error page of the application that has failed by an answer of Gatepass. */
  static void replaceFailedPage(HttpServletRequest request, HttpServletResponse response) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known
            ? known
            : response.getStatus();
    response.resetBuffer();
    try {
      end(request, response, status);
    } catch (IllegalStateException streamInUse) {
      // The page has written bytes: the body stays empty.
    }
  }

  /**
   * Ends a request with an error page of the application, or with an answer of Gatepass.
   *
   * @param errorPage whether the application has an error page for the status
   */
  private static void end(
      boolean errorPage, HttpServletRequest request, HttpServletResponse response, int status) {
    if (errorPage && isSentToPage(response, status)) {
      return;
    }
    end(request, response, status);
  }

  private static boolean isSentToPage(HttpServletResponse response, int status) {
    keepPrivate(response);
    try {
      response.sendError(status);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException tooEarly) {
      // Jetty calls the module for a protected resource before it can call an error page.
      return false;
    }
  }

  private static void end(HttpServletRequest request, HttpServletResponse response, int status) {
    if (!PageLoad.is(request) && AcceptedJson.isAcceptedBy(request)) {
      write(response, status, "application/problem+json", problem(status));
    } else {
      write(response, status, "text/plain", text(status));
    }
  }

  private static void write(
      HttpServletResponse response, int status, String contentType, String content) {
    keepPrivate(response);
    response.setStatus(status);
    response.setContentType(contentType);
    response.setCharacterEncoding("UTF-8");
    // The answer is closed here. WildFly drops an uncommitted body, and logs a failure for each
    // answer that is committed and not closed. Other servers replace the answer by error pages.
    try (PrintWriter body = response.getWriter()) {
      body.println(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A problem of RFC 9457 whose type denotes the status alone (section 4.2.1). */
  private static String problem(int status) {
    return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
        .formatted(phrase(status), status);
  }

  /** A partial response of Jakarta Faces that makes the page load another address. */
  private static String partialRedirect(String location) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect url=\""
        + location
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;")
        + "\"></redirect></partial-response>";
  }

  private static String text(int status) {
    return status + " " + phrase(status);
  }

  private static String phrase(int status) {
    return switch (status) {
      case HttpServletResponse.SC_OK -> "OK";
      case HttpServletResponse.SC_SEE_OTHER -> "See Other";
      case HttpServletResponse.SC_BAD_REQUEST -> "Bad Request";
      case HttpServletResponse.SC_UNAUTHORIZED -> "Unauthorized";
      case HttpServletResponse.SC_FORBIDDEN -> "Forbidden";
      case HttpServletResponse.SC_METHOD_NOT_ALLOWED -> "Method Not Allowed";
      case Reject.TOO_MANY_REQUESTS -> "Too Many Requests";
      case HttpServletResponse.SC_INTERNAL_SERVER_ERROR -> "Internal Server Error";
      case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> "Service Unavailable";
      default -> "Error";
    };
  }
}
