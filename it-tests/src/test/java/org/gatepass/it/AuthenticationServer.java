// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The server that a gateway asks who is calling. It is as careless as one can be: a caller who is
 * named in the question is believed, and of nobody it says more than the name.
 */
final class AuthenticationServer implements AutoCloseable {
  private final HttpServer server;

  AuthenticationServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext("/", AuthenticationServer::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String named = exchange.getRequestHeaders().getFirst("Remote-User");
    if (named != null) {
      answer(exchange, 200, "Remote-User", named);
      return;
    }
    String password = exchange.getRequestHeaders().getFirst("Authorization");
    for (String name : List.of("alice", "bob", "carol", "dora")) {
      if (GatewayProbes.password(name, name + "-gate-1").equals(password)) {
        answer(exchange, 200, "Remote-User", name);
        return;
      }
    }
    if (GatewayProbes.password("bypass", "bypass").equals(password)) {
      answer(exchange, 200, "X-Rule", "bypass");
    } else {
      answer(exchange, 401, "WWW-Authenticate", "Basic realm=\"Application\"");
    }
  }

  private static void answer(HttpExchange exchange, int status, String header, String value)
      throws IOException {
    exchange.getResponseHeaders().set(header, value);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
