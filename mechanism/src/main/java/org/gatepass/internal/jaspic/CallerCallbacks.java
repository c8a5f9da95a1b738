// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import java.io.IOException;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.gatepass.RemoteUserPrincipal;

/** Passes callers to a container by the callbacks of Jakarta Authentication. */
public final class CallerCallbacks {
  private CallerCallbacks() {}

  /** Passes a caller, and the caller's groups if there are any. */
  static void setCaller(CallbackHandler handler, Subject client, RemoteUserPrincipal caller)
      throws AuthException {
    if (caller.groups().isEmpty()) {
      handle(handler, new CallerPrincipalCallback(client, caller));
    } else {
      setCallerAndGroups(handler, client, caller);
    }
  }

  /**
   * Passes a caller and the caller's groups, also an empty set. Without groups Jetty fails at the
   * first role check.
   */
  public static void setCallerAndGroups(
      CallbackHandler handler, Subject client, RemoteUserPrincipal caller) throws AuthException {
    handle(
        handler,
        new CallerPrincipalCallback(client, caller),
        new GroupPrincipalCallback(client, caller.groups().toArray(new String[0])));
  }

  /** Passes an anonymous caller. */
  static void setAnonymous(CallbackHandler handler, Subject client) throws AuthException {
    handle(handler, new CallerPrincipalCallback(client, (String) null));
  }

  private static void handle(CallbackHandler handler, Callback... callbacks) throws AuthException {
    try {
      handler.handle(callbacks);
    } catch (IOException | UnsupportedCallbackException failure) {
      throw failed("the container does not accept a caller", failure);
    }
  }

  public static AuthException failed(String what, Exception cause) {
    AuthException failed = new AuthException(what);
    failed.initCause(cause);
    return failed;
  }
}
