// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A TCP relay on the loopback address. It can delay what the server sends, and reject new
 * connections as a stopped server does.
 */
final class SlowRelay implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final int port = Ports.free();
  private final int serverPort;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Duration delay = Duration.ZERO;
  private volatile ServerSocket listener;

  /** Relays to a port of the loopback address. */
  SlowRelay(int serverPort) throws IOException {
    this.serverPort = serverPort;
    listen();
  }

  int port() {
    return port;
  }

  /** Delays each part of the server's answers from now on. */
  void delay(Duration time) {
    delay = time;
  }

  /** Rejects new connections. */
  void refuse() throws IOException {
    listener.close();
  }

  /** Accepts connections. */
  void listen() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listener = opened;
    threads.execute(() -> accept(opened));
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        Socket client = opened.accept();
        threads.execute(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      threads.execute(() -> copy(client, server, false));
      copy(server, client, true);
    } catch (IOException noServer) {
      close(client);
    }
  }

  private void copy(Socket from, Socket to, boolean delayed) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (delayed && !delay.isZero()) {
          TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException | InterruptedException ended) {
      // Both sockets are closed.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // Nothing is left to close.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
