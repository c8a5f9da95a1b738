// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** A request that gives the application only a session that its caller may use. */
public final class OwnSessionRequest extends HttpServletRequestWrapper {
  private final RequestSession session;
  private final ServletResponse response;
  private final CurrentRequest current;

  public OwnSessionRequest(
      HttpServletRequest request,
      ServletResponse response,
      RequestSession session,
      CurrentRequest current) {
    super(request);
    this.current = current;
    this.response = response;
    this.session = session;
  }

  /** Whether a dispatched request already contains such a request. */
  public static boolean isIn(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      if (inner instanceof OwnSessionRequest) {
        return true;
      }
      inner = wrapper.getRequest();
    }
    return false;
  }

  @Override
  public HttpSession getSession() {
    HttpSession made = getSession(true);
    if (made == null) {
      throw new IllegalStateException("The server has created no session");
    }
    return made;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return session.get(create);
  }

  @Override
  public String changeSessionId() {
    if (!session.isVisible()) {
      throw new IllegalStateException("The request has no session");
    }
    return super.changeSessionId();
  }

  @Override
  public boolean isRequestedSessionIdValid() {
    return session.isVisible() && super.isRequestedSessionIdValid();
  }

  /** The container's login, which calls no mechanism. */
  @Override
  public void login(String username, String password) throws ServletException {
    super.login(username, password);
    followLogin();
  }

  @Override
  public boolean authenticate(HttpServletResponse answer) throws IOException, ServletException {
    boolean authenticated = super.authenticate(answer);
    if (authenticated) {
      followLogin();
    }
    return authenticated;
  }

  private void followLogin() {
    Principal caller = getUserPrincipal();
    if (caller != null) {
      session.follow(caller);
    }
  }

  @Override
  public void logout() throws ServletException {
    super.logout();
    session.followLogout();
  }

  /** Passes this request, so that it is also used in another thread. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
    return new OwnAsyncContext(super.startAsync(request, answer), current);
  }

  @Override
  public AsyncContext getAsyncContext() {
    return new OwnAsyncContext(super.getAsyncContext(), current);
  }
}
