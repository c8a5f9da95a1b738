// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;

/** A client that sends what it is given, one byte for each character, and reads to the end. */
record RawClient(URI server) {
  /** Sends a request line and header lines; {@code Host} and {@code Connection} are added. */
  String send(String requestLine, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(requestLine + " HTTP/1.1\r\nHost: app.test\r\n");
    boolean closes = false;
    for (String header : headers) {
      closes |= header.startsWith("Connection: close");
      request.append(header).append("\r\n");
    }
    return sendRaw(request + (closes ? "" : "Connection: close\r\n") + "\r\n");
  }

  String sendRaw(String bytes) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  static String basic(String name, String password) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }
}
