// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** Answers each request with its headers, one line each. */
final class EchoServer implements AutoCloseable {
  private final HttpServer server;

  private EchoServer(HttpServer server) {
    this.server = server;
  }

  static EchoServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              exchange.getRequestHeaders().entrySet().stream()
                  .map(header -> header.getKey().toLowerCase(Locale.ROOT) + "=" + header.getValue())
                  .sorted()
                  .collect(Collectors.joining("\n"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new EchoServer(server);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
