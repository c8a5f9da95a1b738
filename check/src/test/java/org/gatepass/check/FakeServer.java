// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A server that reads the head of one request on each connection, and answers by a rule. With TLS
 * it speaks HTTP/2 only if the handshake has chosen it (ALPN, RFC 7301).
 */
final class FakeServer implements Closeable {
  static final String CHALLENGE = "HTTP/1.1 401 \r\nContent-Length: 0\r\n\r\n";
  static final String FORBIDDEN = "HTTP/1.1 403 \r\nContent-Length: 0\r\n\r\n";
  static final String PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

  private final ServerSocket server;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  /** Starts a server. An empty text ends the connection without an answer. */
  FakeServer(UnaryOperator<String> rule) throws IOException {
    this(ServerSocketFactory.getDefault(), rule);
  }

  FakeServer(ServerSocketFactory sockets, UnaryOperator<String> rule) throws IOException {
    server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  answer(socket, rule);
                } catch (IOException e) {
                  // The client or the test has ended the connection.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(Socket socket, UnaryOperator<String> rule) throws IOException {
    socket.setSoTimeout(2_000);
    if (socket instanceof SSLSocket secured) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      secured.setSSLParameters(parameters);
    }
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return;
      }
      head.append((char) b);
    }
    if (head.indexOf("PRI ") == 0) {
      if (socket instanceof SSLSocket secured && !secured.getApplicationProtocol().equals("h2")) {
        return;
      }
      head.append(http2Headers(in));
    }
    heads.add(head.toString());
    socket.getOutputStream().write(rule.apply(head.toString()).getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    if (head.indexOf("PRI ") == 0) {
      // The acknowledged settings: a close before it would reset the connection.
      in.readNBytes(9);
    }
    if (head.indexOf("Upgrade: h2c") > 0) {
      // The preface, the settings and the window.
      in.readNBytes(58);
    }
  }

  /** The payload of the first HEADERS frame, whose literals are plain text. */
  private static String http2Headers(InputStream in) throws IOException {
    in.readNBytes("SM\r\n\r\n".length());
    while (true) {
      byte[] frame = in.readNBytes(9);
      byte[] payload = in.readNBytes((frame[1] & 0xff) << 8 | (frame[2] & 0xff));
      if (frame[3] == 1) {
        return new String(payload, StandardCharsets.ISO_8859_1);
      }
    }
  }

  List<String> heads() {
    return heads;
  }

  String url(String path) {
    return (server instanceof SSLServerSocket ? "https" : "http")
        + "://127.0.0.1:"
        + server.getLocalPort()
        + path;
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
