// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.servlet;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.gatepass.internal.flow.Attempt;
import org.gatepass.internal.flow.Outcome.Authenticated;
import org.jspecify.annotations.Nullable;

/**
 * A request whose {@code SecurityContext.authenticate} checks the credential even where the request
 * has a caller already. WildFly and Liberty would answer {@code SUCCESS} without asking a
 * mechanism, whatever the password. An implementation of Jakarta Security hands the parameters to
 * the mechanism in an attribute of this request, whatever the attribute's name.
 */
final class OfferedLoginRequest extends HttpServletRequestWrapper {
  private final HttpServletRequest received;
  private final RequestReceiver receiver;
  private @Nullable AuthenticationParameters parameters;
  private String attribute = "";

  OfferedLoginRequest(HttpServletRequest received, RequestReceiver receiver) {
    super(received);
    this.received = received;
    this.receiver = receiver;
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value instanceof AuthenticationParameters found) {
      parameters = found;
      attribute = name;
    } else if (name.equals(attribute)) {
      parameters = null;
    }
    super.setAttribute(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    if (name.equals(attribute)) {
      parameters = null;
    }
    super.removeAttribute(name);
  }

  /**
   * Authenticates, and checks an offered credential first where the request has a caller. A wrong
   * credential leaves that caller. For a right one the container logs that caller out, since it
   * would not authenticate another caller otherwise.
   */
  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    AuthenticationParameters offered = parameters;
    Credential credential = offered == null ? null : offered.getCredential();
    if (credential != null && getUserPrincipal() != null) {
      Attempt check = Attempt.unwrapped(received, false, credential).asCheck();
      if (!(receiver.receiveWithin(check, response) instanceof Authenticated)) {
        failLastStatus();
        return false;
      }
      super.logout();
      // Liberty forgets it with the caller.
      super.setAttribute(attribute, offered);
    }
    return super.authenticate(response);
  }

  /**
   * Overwrites the status that the authentication of the same request has left in an attribute. An
   * implementation of Jakarta Security returns it to the application after a failure, and would
   * return {@code SUCCESS}.
   */
  private void failLastStatus() {
    for (String name : Collections.list(getAttributeNames())) {
      if (getAttribute(name) instanceof AuthenticationStatus) {
        super.setAttribute(name, AuthenticationStatus.SEND_FAILURE);
      }
    }
  }
}
