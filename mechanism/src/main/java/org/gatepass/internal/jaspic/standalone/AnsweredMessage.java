// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.MessageInfo;
import java.lang.reflect.Method;
import org.gatepass.internal.jaspic.CallerCallbacks;

/**
 * The completion of a message that a module has answered. Jetty keeps the request open until its
 * callback succeeds, and only the message has the callback; the next request of the connection
 * would wait. Other containers end the request themselves.
 */
final class AnsweredMessage {
  private AnsweredMessage() {}

  /**
   * Completes the callback of a message, if it has one.
   *
   * @throws AuthException if the callback fails
   */
  static void complete(MessageInfo message) throws AuthException {
    try {
      Method getter = message.getClass().getMethod("getCallback");
      Object callback = getter.invoke(message);
      if (callback != null) {
        // Through the declared type, because the callback's own class may not be public.
        getter.getReturnType().getMethod("succeeded").invoke(callback);
      }
    } catch (NoSuchMethodException none) {
      // The container ends the request.
    } catch (ReflectiveOperationException failure) {
      throw CallerCallbacks.failed("the answer could not be completed", failure);
    }
  }
}
