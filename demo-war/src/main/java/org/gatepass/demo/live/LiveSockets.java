// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gatepass.CallerLoggedOut;
import org.gatepass.CallerRevoked;
import org.gatepass.store.RevocationsMissed;

/**
 * The open sockets of each caller. An open socket is never authenticated again, so this class
 * closes it when a login of the caller ends. The events name a caller, not a session: all sockets
 * of the caller are closed, and clients with a valid login can connect again. Where the events for
 * some callers are missing, all sockets are closed. Safe for use by many threads.
 */
@ApplicationScoped
public class LiveSockets {
  private static final Logger LOG = System.getLogger(LiveSockets.class.getName());
  private static final CloseReason LOGIN_ENDED =
      new CloseReason(CloseCodes.VIOLATED_POLICY, "the login has ended");

  /** The sockets by caller name and by id. */
  private final Map<String, Map<String, Session>> open = new ConcurrentHashMap<>();

  /** Called by the container. */
  public LiveSockets() {}

  void loggedOut(@Observes CallerLoggedOut event) {
    closeAll(event.callerName());
  }

  void revoked(@Observes CallerRevoked event) {
    closeAll(event.callerName());
  }

  void missed(@Observes RevocationsMissed event) {
    List.copyOf(open.keySet()).forEach(this::closeAll);
  }

  /**
   * Closes all sockets of a caller with the code 1008.
   *
   * @param callerName the caller name
   */
  public void closeAll(String callerName) {
    Map<String, Session> sockets = open.remove(callerName);
    if (sockets != null) {
      sockets.values().forEach(LiveSockets::close);
    }
  }

  void add(String callerName, Session socket) {
    open.compute(
        callerName,
        (name, known) -> {
          Map<String, Session> sockets = known == null ? new ConcurrentHashMap<>() : known;
          sockets.put(socket.getId(), socket);
          return sockets;
        });
  }

  void remove(String callerName, Session socket) {
    open.computeIfPresent(
        callerName,
        (name, sockets) -> {
          sockets.remove(socket.getId());
          return sockets.isEmpty() ? null : sockets;
        });
  }

  private static void close(Session socket) {
    try {
      socket.close(LOGIN_ENDED);
    } catch (IOException | IllegalStateException gone) {
      LOG.log(Level.DEBUG, "A socket was closed already", gone);
    }
  }
}
