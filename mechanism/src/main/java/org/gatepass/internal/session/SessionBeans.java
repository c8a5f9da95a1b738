// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.session;

/** The beans in the scopes of a session. */
@FunctionalInterface
public interface SessionBeans {
  /**
   * Ends the conversation of the current request and destroys its session-scoped and
   * conversation-scoped beans. A bean that can't be destroyed is skipped.
   */
  void destroy();
}
