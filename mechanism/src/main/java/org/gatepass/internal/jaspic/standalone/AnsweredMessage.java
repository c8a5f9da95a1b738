// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.jaspic.standalone;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.MessageInfo;
import java.lang.reflect.Method;
import org.gatepass.internal.jaspic.CallerCallbacks;

/**
 * What is left to do about a message that a module has answered. Jetty leaves the request open
 * until its callback is told, which only the message has: the next one on the connection would wait
 * for that. Where there is no such callback, the container ends the request itself.
 */
final class AnsweredMessage {
  private AnsweredMessage() {}

  /**
   * Tells the callback of a message, if it has one, that the answer is complete.
   *
   * @throws AuthException when it has one and does not take it
   */
  static void complete(MessageInfo message) throws AuthException {
    try {
      Method getter = message.getClass().getMethod("getCallback");
      Object callback = getter.invoke(message);
      if (callback != null) {
        // By the type that is declared: the callback's own class need not be public.
        getter.getReturnType().getMethod("succeeded").invoke(callback);
      }
    } catch (NoSuchMethodException none) {
      // The container ends it.
    } catch (ReflectiveOperationException failure) {
      throw CallerCallbacks.failed("an answer can't be completed", failure);
    }
  }
}
