// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.owned;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** A web socket whose handshake says what it finds in the session. */
@ServerEndpoint(value = "/socket", configurator = SessionSocket.Handshake.class)
public class SessionSocket {
  @OnMessage
  public String echo(String message) {
    return message;
  }

  public static class Handshake extends ServerEndpointConfig.Configurator {
    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      response
          .getHeaders()
          .put("X-Note", List.of(SessionServlet.attribute((HttpSession) request.getHttpSession())));
    }
  }
}
