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

/** How a container is told of a caller by the callbacks of Jakarta Authentication. */
public final class CallerCallbacks {
  private CallerCallbacks() {}

  /** Tells of a caller, and of groups where there are any. */
  static void setCaller(CallbackHandler handler, Subject client, RemoteUserPrincipal caller)
      throws AuthException {
    if (caller.groups().isEmpty()) {
      handle(handler, new CallerPrincipalCallback(client, caller));
    } else {
      setCallerAndGroups(handler, client, caller);
    }
  }

  /**
   * Tells of a caller and the groups, even of none: Jetty fails at the first question for a role
   * where it has heard of no groups.
   */
  public static void setCallerAndGroups(
      CallbackHandler handler, Subject client, RemoteUserPrincipal caller) throws AuthException {
    handle(
        handler,
        new CallerPrincipalCallback(client, caller),
        new GroupPrincipalCallback(client, caller.groups().toArray(new String[0])));
  }

  /** Tells that nobody is there. */
  static void setAnonymous(CallbackHandler handler, Subject client) throws AuthException {
    handle(handler, new CallerPrincipalCallback(client, (String) null));
  }

  private static void handle(CallbackHandler handler, Callback... callbacks) throws AuthException {
    try {
      handler.handle(callbacks);
    } catch (IOException | UnsupportedCallbackException failure) {
      throw failed("the container does not take a caller", failure);
    }
  }

  public static AuthException failed(String what, Exception cause) {
    AuthException failed = new AuthException(what);
    failed.initCause(cause);
    return failed;
  }
}
