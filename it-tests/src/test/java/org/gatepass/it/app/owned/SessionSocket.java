// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.owned;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A WebSocket whose handshake returns the content of the session. */
@ServerEndpoint(value = "/socket", configurator = SessionSocket.Handshake.class)
public class SessionSocket {
  private static final Map<Session, String> OPEN = new ConcurrentHashMap<>();

  @OnOpen
  public void open(Session socket) {
    Principal caller = socket.getUserPrincipal();
    OPEN.put(socket, caller == null ? "anonymous" : caller.getName());
  }

  @OnClose
  public void close(Session socket) {
    OPEN.remove(socket);
  }

  static void closeAll(String caller) {
    OPEN.forEach(
        (socket, name) -> {
          if (name.equals(caller)) {
            end(socket);
          }
        });
  }

  private static void end(Session socket) {
    try {
      socket.close(new CloseReason(CloseCodes.VIOLATED_POLICY, "the session has ended"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
