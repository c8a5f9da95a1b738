// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.gatepass.CallerLoggedOut;

/** Closes the web sockets of a caller whose session has ended. */
@ApplicationScoped
public class SocketCloser {
  void ended(@Observes CallerLoggedOut event) {
    SessionSocket.closeAll(event.callerName());
  }
}
