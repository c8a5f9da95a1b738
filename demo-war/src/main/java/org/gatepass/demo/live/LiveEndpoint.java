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
 * Tells whoever is connected who that is: when the socket opens, and again for each message. It is
 * the caller of the handshake for as long as the socket is open; {@link LiveSockets} closes it. The
 * constraint in web.xml lets nobody open one who is not logged in, and the same-origin check no
 * page of another site.
 */
@ServerEndpoint(value = "/live", configurator = LiveEndpoint.AsBean.class)
@Dependent
public class LiveEndpoint {
  @Inject LiveSockets sockets;
  @Inject UserAccounts accounts;

  /** For the container. */
  public LiveEndpoint() {}

  /**
   * Greets the caller.
   *
   * @param socket the socket
   * @throws IOException when the caller is gone already
   */
  @OnOpen
  public void open(Session socket) throws IOException {
    String name = callerName(socket);
    sockets.add(name, socket);
    // Who was deactivated during the handshake had no socket yet that could be closed.
    if (accounts.find(name).filter(UserAccount::isActive).isEmpty()) {
      sockets.closeAll(name);
      return;
    }
    socket.getBasicRemote().sendText(caller(name));
  }

  /**
   * Tells the caller again.
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
   * Forgets the socket.
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

  /** Makes endpoints that are beans: Liberty injects nothing into what it makes itself. */
  public static final class AsBean extends ServerEndpointConfig.Configurator {
    /** For the container. */
    public AsBean() {}

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return CDI.current().select(type).get();
    }
  }
}
