// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load.war;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.MessagePolicy;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.jspecify.annotations.Nullable;

/** The minimum of a module of Jakarta Authentication. For comparison only. */
public class BareModule implements ServerAuthModule {
  private @Nullable CallbackHandler handler;

  /** For {@link BareModuleStart}. */
  public BareModule() {}

  @Override
  public void initialize(
      MessagePolicy request,
      MessagePolicy response,
      CallbackHandler callbackHandler,
      Map<String, Object> options) {
    handler = callbackHandler;
  }

  @Override
  public Class<?>[] getSupportedMessageTypes() {
    return new Class<?>[] {HttpServletRequest.class, HttpServletResponse.class};
  }

  @Override
  public AuthStatus validateRequest(MessageInfo message, Subject client, Subject service)
      throws AuthException {
    CallbackHandler known = handler;
    if (known == null) {
      throw new AuthException("not initialized");
    }
    try {
      known.handle(
          new Callback[] {
            new CallerPrincipalCallback(client, "alice"),
            new GroupPrincipalCallback(client, new String[] {"user"})
          });
    } catch (IOException | UnsupportedCallbackException failure) {
      throw (AuthException) new AuthException("not taken").initCause(failure);
    }
    return AuthStatus.SUCCESS;
  }

  @Override
  public AuthStatus secureResponse(MessageInfo message, Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  @Override
  public void cleanSubject(MessageInfo message, Subject subject) {}
}
