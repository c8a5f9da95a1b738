// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.corners;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket that looks for its caller in the way of each message. */
@ServerEndpoint("/socket")
public class CornerSocket {
  @OnMessage
  public String look(String way, Session socket) {
    if (way.equals("socket")) {
      return Looks.at(socket.getUserPrincipal(), false);
    }
    Instance<Look> found = CDI.current().select(Look.class, NamedLiteral.of(way));
    return found.isUnsatisfied() ? CornerServlet.MISSING : Looks.attempt(found.get());
  }
}
