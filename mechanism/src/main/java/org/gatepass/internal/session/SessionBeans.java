// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

/** The beans that live in a session. */
@FunctionalInterface
public interface SessionBeans {
  /**
   * Ends the conversation of the current request and destroys the session-scoped and
   * conversation-scoped beans that it would see. A bean that can't be destroyed is left out.
   */
  void destroy();
}
