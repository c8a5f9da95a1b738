// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.Upstream;

/**
 * Streams, uploads, WebSockets and redirects through a gateway to an {@link Upstream}.
 *
 * @param client the client's headers
 */
public record Transfers(SSLContext tls, Gateway gateway, Upstream upstream, Http client) {
  private static final int UPLOAD = 64 << 20;

  SSLSocket open() throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", gateway.tlsPort());
    socket.startHandshake();
    return socket;
  }

  private static void write(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String rest(SSLSocket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The whole answer, however late it comes. */
  String get(String target) throws IOException {
    try (SSLSocket socket = open()) {
      write(socket, GatewayProbes.request(client, "GET", target));
      return rest(socket);
    }
  }

  /** The first piece of a stream arrives before the upstream sends the second one. */
  public void assertStreamComesAsItIsSent(String path, String type) throws IOException {
    try (SSLSocket socket = open()) {
      socket.setSoTimeout(10_000);
      write(
          socket,
          GatewayProbes.request(
              client.header("Accept-Encoding", "gzip"), "GET", path + "?" + type));
      StringBuilder received = new StringBuilder();
      readUntil(socket, "data: first", received);
      assertThat(received).doesNotContain("second");
      upstream.goOn();
      readUntil(socket, "data: second", received);
    }
  }

  /** Reads on until a text has come; what is silent for the socket's timeout fails. */
  private static void readUntil(SSLSocket socket, String text, StringBuilder received)
      throws IOException {
    byte[] bytes = new byte[4_096];
    while (received.indexOf(text) < 0) {
      int length = socket.getInputStream().read(bytes);
      assertThat(length).as("the stream after: " + received).isPositive();
      received.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  /** 64 MB arrive, in chunks or with their length. */
  public void assertUploadArrives(String path, boolean chunked) throws IOException {
    byte[] piece = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + UPLOAD;
    try (SSLSocket socket = open()) {
      write(socket, GatewayProbes.request(client.line(framing), "POST", path));
      OutputStream out = socket.getOutputStream();
      for (int sent = 0; sent < UPLOAD; sent += piece.length) {
        if (chunked) {
          write(socket, Integer.toHexString(piece.length) + "\r\n");
        }
        out.write(piece);
        if (chunked) {
          write(socket, "\r\n");
        }
      }
      if (chunked) {
        write(socket, "0\r\n\r\n");
      }
      assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").contains("bytes: " + UPLOAD);
    }
  }

  /** A text arrives from the upstream, which then echoes one. */
  public void assertWebSocketEchoes(String path) throws IOException {
    String text = "there and back";
    try (SSLSocket socket = open()) {
      socket.setSoTimeout(10_000);
      write(
          socket,
          GatewayProbes.request(client, "GET", path)
              .replace(
                  "Connection: close\r\n",
                  String.join(
                      "\r\n",
                      "Connection: Upgrade",
                      "Upgrade: websocket",
                      "Sec-WebSocket-Version: 13",
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                      "")));
      StringBuilder received = new StringBuilder();
      readUntil(socket, "\u0081\4open", received);
      assertThat(received)
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      // A frame with a mask of zeros.
      write(socket, "\u0081" + Character.toString(0x80 | text.length()) + "\0\0\0\0" + text);
      readUntil(socket, text, received);
    }
  }

  /** A redirect of the upstream arrives with an address. */
  public void assertRedirectArrives(String said, String arrives) throws IOException {
    assertThat(get("/redirect?" + URLEncoder.encode(said, StandardCharsets.UTF_8)))
        .startsWith("HTTP/1.1 302 ")
        .containsIgnoringCase("\nlocation: " + arrives + "\r\n");
  }
}
