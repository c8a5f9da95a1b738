// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.live;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.security.Principal;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/**
 * A WebSocket that sends the caller in JSON when it opens, and again for each message. The caller
 * is that of the handshake as long as the socket is open; {@link LiveSockets} closes the socket.
 * The constraint in web.xml requires an authenticated caller, and the same-origin check rejects
 * pages of other sites.
 */
@ServerEndpoint(value = "/live", configurator = LiveEndpoint.AsBean.class)
@Dependent
public class LiveEndpoint {
  @Inject LiveSockets sockets;
  @Inject UserAccounts accounts;

  /** Called by the container. */
  public LiveEndpoint() {}

  /**
   * Sends the caller in JSON.
   *
   * @param socket the socket
   * @throws IOException when the client has disconnected already
   */
  @OnOpen
  public void open(Session socket) throws IOException {
    String name = callerName(socket);
    sockets.add(name, socket);
    // An account that was deactivated during the handshake had no open socket yet.
    if (accounts.find(name).filter(UserAccount::isActive).isEmpty()) {
      sockets.closeAll(name);
      return;
    }
    socket.getBasicRemote().sendText(caller(name));
  }

  /**
   * Sends the caller again.
   *
   * @param message anything
   * @param socket the socket
   * @return the caller in JSON
   */
  @OnMessage
  public String ask(String message, Session socket) {
    return caller(callerName(socket));
  }

  /**
   * Removes the socket from the open ones.
   *
   * @param socket the socket
   */
  @OnClose
  public void close(Session socket) {
    sockets.remove(callerName(socket), socket);
  }

  private static String callerName(Session socket) {
    Principal caller = socket.getUserPrincipal();
    return caller == null ? "" : caller.getName();
  }

  private static String caller(String name) {
    return Json.createObjectBuilder().add("caller", name).build().toString();
  }

  /**
   * Returns the endpoint as a bean, since Liberty injects nothing into endpoints that it creates.
   */
  public static final class AsBean extends ServerEndpointConfig.Configurator {
    /** Called by the container. */
    public AsBean() {}

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return CDI.current().select(type).get();
    }
  }
}
