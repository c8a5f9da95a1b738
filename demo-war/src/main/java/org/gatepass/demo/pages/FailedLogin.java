// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.gatepass.RequestRejected;
import org.gatepass.demo.LoginResult;
import org.jspecify.annotations.Nullable;

/** The answer of a page to a password login that has failed. */
final class FailedLogin {
  /** RFC 6585, section 4; the servlet API has no name for it. */
  private static final int TOO_MANY_REQUESTS = 429;

  private FailedLogin() {}

  /** Sets the status and the headers of the answer. */
  static void answer(LoginResult result, HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(
        switch (result) {
          case LOGGED_IN -> HttpServletResponse.SC_OK;
          case WRONG -> HttpServletResponse.SC_UNAUTHORIZED;
          case CHANGE_REQUIRED -> HttpServletResponse.SC_FORBIDDEN;
          case NAMED_BY_GATEWAY -> HttpServletResponse.SC_CONFLICT;
          case NOT_OFFERED -> HttpServletResponse.SC_NOT_FOUND;
          case TOO_MANY -> TOO_MANY_REQUESTS;
          case UNAVAILABLE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        });
    RequestRejected.of(request)
        .flatMap(RequestRejected::retryAfter)
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    if (result == LoginResult.WRONG) {
      response.setHeader("WWW-Authenticate", LoginResult.CHALLENGE);
    }
  }

  /** Why the login has failed, in words; null where the page has other words. */
  static @Nullable String words(LoginResult result) {
    return switch (result) {
      case WRONG -> "Name or password is wrong.";
      case CHANGE_REQUIRED -> "You must change your password before you can sign in.";
      case TOO_MANY -> "Too many attempts have failed. Please wait half a minute and try again.";
      case UNAVAILABLE -> "The service is unavailable at the moment. Please try again later.";
      case LOGGED_IN, NAMED_BY_GATEWAY, NOT_OFFERED -> null;
    };
  }
}
