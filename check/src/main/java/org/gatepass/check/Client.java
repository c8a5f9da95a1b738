// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sends requests, each on a connection of its own and after a pause. */
final class Client {
  static final int TIMEOUT_MILLIS = 10_000;
  private static final int HTTP_2_BEGIN_MILLIS = 1_000;
  private static final String SETTINGS_AS_HEADER = "AAMAAABkAAQAAP__";

  private final SSLSocketFactory tls;
  private final Duration pause;

  Client(SSLSocketFactory tls, Duration pause) {
    this.tls = tls;
    this.pause = pause;
  }

  /**
   * Sends a request.
   *
   * @throws IOException if there is no connection
   */
  Answer send(Address address, Request request) throws IOException {
    pause();
    boolean offersHttp2 = request.way() == Request.Way.HTTP_2;
    try (Socket connected = connect(address)) {
      Socket socket = address.tls() ? secured(connected, address, offersHttp2) : connected;
      if (offersHttp2
          && !(socket instanceof SSLSocket secured
              && "h2".equals(secured.getApplicationProtocol()))) {
        return Answer.CLOSED;
      }
      try {
        return converse(socket, address, request);
      } catch (SocketTimeoutException e) {
        return Answer.SILENT;
      } catch (EOFException | SocketException | SSLException endedByServer) {
        return Answer.CLOSED;
      }
    }
  }

  private void pause() throws InterruptedIOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      // Otherwise the requests that follow would be sent without a pause.
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted");
    }
  }

  private static Socket connect(Address address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(
              address.socketHost().replaceAll("[\\[\\]]", ""), address.socketPort()),
          TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Socket connected, Address address, boolean offersHttp2)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.createSocket(connected, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (offersHttp2) {
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static Answer converse(Socket socket, Address address, Request request)
      throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    Http2 http2 = new Http2(socket, in);
    return switch (request.way()) {
      case HTTP_1 ->
          exchange(socket, in, request.head(address.authority()), request.method().equals("HEAD"));
      case HTTP_2 -> http2.send(address, request, 1);
      case HTTP_2_UNASKED -> unasked(socket, http2, address, request);
      case HTTP_2_UPGRADE -> {
        Answer answer = exchange(socket, in, upgrade(address, request), false);
        yield answer.status() == 101 ? tunnelled(http2, address, request) : answer;
      }
    };
  }

  /** A server that is silent waits for the rest of a request of HTTP/1. */
  private static Answer unasked(Socket socket, Http2 http2, Address address, Request request)
      throws IOException {
    socket.setSoTimeout(HTTP_2_BEGIN_MILLIS);
    try {
      return http2.send(address, request, 1);
    } catch (SocketTimeoutException noHttp2) {
      return Answer.CLOSED;
    }
  }

  /** The response to the request that asked for the upgrade has the number 1. */
  private static Answer tunnelled(Http2 http2, Address address, Request request)
      throws IOException {
    try {
      return http2.send(address, request, 3).inTunnel();
    } catch (EOFException | SocketException | SocketTimeoutException | SSLException silent) {
      return Answer.SILENT.inTunnel();
    }
  }

  private static String upgrade(Address address, Request request) {
    return request
        .after(
            List.of(
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: " + SETTINGS_AS_HEADER))
        .head(address.authority())
        .replace("Connection: close\r\n", "");
  }

  private static Answer exchange(Socket socket, InputStream in, String head, boolean bodiless)
      throws IOException {
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return new Http1Reader(in).read(bodiless);
  }

  /** Whether a server closed the handshake because the client has no certificate. */
  static boolean lacksClientCertificate(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof SSLException
        && List.of("handshake_failure", "bad_certificate", "certificate_required").stream()
            .anyMatch(alert -> message.equals("Received fatal alert: " + alert));
  }
}
