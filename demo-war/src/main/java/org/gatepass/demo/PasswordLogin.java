// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo;

import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.credential.Password;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Fallback;
import org.gatepass.LoginOptions;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserPrincipal;
import org.gatepass.RequestRejected;
import org.gatepass.demo.live.LiveSockets;
import org.gatepass.password.PasswordChangeCredential;

/** Login by name and password, change of the password, and logout, for the pages and the API. */
@ApplicationScoped
public class PasswordLogin {
  @Inject SecurityContext security;
  @Inject LoginOptions options;
  @Inject LiveSockets sockets;

  /** Called by the container. */
  public PasswordLogin() {}

  /**
   * Whether this application offers login by name and password.
   *
   * @return true if it does
   */
  public boolean isOffered() {
    return options.fallback() == Fallback.FORM;
  }

  /**
   * Whether the gateway names the caller of a request. Password login is closed then.
   *
   * @param request the request
   * @return true if the gateway names a caller
   */
  public boolean isNamedByGateway(HttpServletRequest request) {
    return CurrentCaller.of(request)
        .filter(caller -> caller.authenticatedBy() == AuthenticatedBy.HEADER)
        .isPresent();
  }

  /**
   * Tries to log a caller in, without writing a response. A caller of an earlier password login is
   * logged out first, even if the new login fails, since WildFly would keep the old caller.
   *
   * @param request the request
   * @param response its response
   * @param name the name that was typed
   * @param password the password that was typed
   * @return the result of the login
   * @throws ServletException when the server can't log the earlier caller out
   */
  public LoginResult logIn(
      HttpServletRequest request, HttpServletResponse response, String name, String password)
      throws ServletException {
    if (!isOffered()) {
      return LoginResult.NOT_OFFERED;
    }
    if (isNamedByGateway(request)) {
      return LoginResult.NAMED_BY_GATEWAY;
    }
    if (CurrentCaller.of(request).isPresent()) {
      request.logout();
    }
    UsernamePasswordCredential credential = new UsernamePasswordCredential(name, password);
    AuthenticationStatus status;
    try {
      status = security.authenticate(request, response, withParams().credential(credential));
    } finally {
      credential.clear();
    }
    return status == AuthenticationStatus.SUCCESS ? LoginResult.LOGGED_IN : failure(request);
  }

  /**
   * Tries to log a caller in and to change the password in the same step, without writing a
   * response. The caller's other logins end. If the login fails, a caller who is logged in stays
   * so.
   *
   * @param request the request
   * @param response its response
   * @param name the caller name
   * @param password the present password
   * @param newPassword the new password, which {@link PasswordRule#problem} allows
   * @return the result of the login; {@code LOGGED_IN} when the password is changed, {@code
   *     NOT_OFFERED} when the identity store of this caller changes no passwords
   */
  public LoginResult changePassword(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String password,
      String newPassword) {
    if (!isOffered()) {
      return LoginResult.NOT_OFFERED;
    }
    if (isNamedByGateway(request)) {
      return LoginResult.NAMED_BY_GATEWAY;
    }
    PasswordChangeCredential change =
        new PasswordChangeCredential(name, new Password(password), new Password(newPassword));
    AuthenticationStatus status;
    try {
      status = security.authenticate(request, response, withParams().credential(change));
    } finally {
      change.clear();
    }
    if (change.isChanged()) {
      return LoginResult.LOGGED_IN;
    }
    // Another identity store has accepted the present password.
    return status == AuthenticationStatus.SUCCESS ? LoginResult.NOT_OFFERED : failure(request);
  }

  /**
   * Logs the caller out, ends the session and closes the caller's sockets. The session's cookie is
   * deleted too, since Chromium shows earlier pages from its back/forward cache until a cookie
   * changes.
   *
   * @param request the request
   * @param response its response
   * @throws ServletException when the server can't log the caller out
   */
  public void logOut(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    Optional<RemoteUserPrincipal> caller = CurrentCaller.of(request);
    boolean hadSession = request.getSession(false) != null;
    request.logout();
    if (request.getSession(false) != null) {
      request.getSession().invalidate();
    }
    if (hadSession) {
      response.addCookie(noSession(request.getServletContext()));
    }
    // The event is fired only for callers that a session remembered.
    caller.ifPresent(known -> sockets.closeAll(known.getName()));
  }

  private static Cookie noSession(ServletContext context) {
    SessionCookieConfig config = context.getSessionCookieConfig();
    Cookie cookie = new Cookie(config.getName() == null ? "JSESSIONID" : config.getName(), "");
    String root = context.getContextPath().isEmpty() ? "/" : context.getContextPath();
    cookie.setPath(config.getPath() == null ? root : config.getPath());
    cookie.setHttpOnly(true);
    cookie.setMaxAge(0);
    return cookie;
  }

  private static LoginResult failure(HttpServletRequest request) {
    Rejection reason =
        RequestRejected.of(request).map(RequestRejected::reason).orElse(Rejection.WRONG_PASSWORD);
    return switch (reason) {
      case PASSWORD_CHANGE_REQUIRED -> LoginResult.CHANGE_REQUIRED;
      case TOO_MANY_ATTEMPTS -> LoginResult.TOO_MANY;
      case STORE_UNAVAILABLE, TOO_MANY_CHECKS, APPLICATION_FAILED -> LoginResult.UNAVAILABLE;
      case NAMED_BY_HEADER -> LoginResult.NAMED_BY_GATEWAY;
      case NO_SUCH_LOGIN -> LoginResult.NOT_OFFERED;
      default -> LoginResult.WRONG;
    };
  }
}
