// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.echo;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;

/** A WebSocket that records its handshake. */
@ServerEndpoint(value = "/socket", configurator = EchoSocket.Handshake.class)
public class EchoSocket {
  @OnMessage
  public String echo(String message) {
    return message;
  }

  public static class Handshake extends ServerEndpointConfig.Configurator {
    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      Seen.CALLS.incrementAndGet();
      Seen.BY_SOCKET.set(
          "[socket]\ncaller "
              + (request.getUserPrincipal() == null
                  ? "nobody"
                  : request.getUserPrincipal().getName())
              + "\n"
              + request.getHeaders());
    }
  }
}
