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
 * A request whose {@code SecurityContext.authenticate} checks the credential even if the request is
 * already authenticated. WildFly and Liberty would return {@code SUCCESS} for any password, without
 * calling a mechanism. An implementation of Jakarta Security passes the parameters to the mechanism
 * in an attribute of this request; the attribute's name does not matter here.
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
   * Authenticates the request. If the request has a caller, it first checks the offered credential.
   * After a wrong credential the caller stays logged in. For a correct credential the container
   * logs the caller out, because it would not authenticate another caller otherwise. The check of a
   * {@link org.gatepass.password.PasswordChangeCredential} has stored the new password by then.
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
      // At a logout Liberty removes the attribute.
      super.setAttribute(attribute, offered);
    }
    return super.authenticate(response);
  }

  /**
   * Overwrites the status that an earlier authentication of the request has stored in an attribute.
   * After a failure an implementation of Jakarta Security returns it to the application, which
   * would be {@code SUCCESS}.
   */
  private void failLastStatus() {
    for (String name : Collections.list(getAttributeNames())) {
      if (getAttribute(name) instanceof AuthenticationStatus) {
        super.setAttribute(name, AuthenticationStatus.SEND_FAILURE);
      }
    }
  }
}
