// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** In the application's place: it keeps the heads of the requests that arrive, to the letter. */
final class Upstream implements AutoCloseable {
  private static final String ANSWER = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

  private final BlockingQueue<Head> heads = new LinkedBlockingQueue<>();
  private final ServerSocket listener;

  Upstream() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::listen, "upstream");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What has arrived since the last time that somebody asked. */
  List<Head> taken() {
    List<Head> taken = new ArrayList<>();
    heads.drainTo(taken);
    return taken;
  }

  private void listen() {
    while (!listener.isClosed()) {
      try (Socket connection = listener.accept()) {
        connection.setSoTimeout(5_000);
        String text = head(new BufferedInputStream(connection.getInputStream()));
        if (!text.isEmpty()) {
          heads.add(new Head(text));
          connection.getOutputStream().write(ANSWER.getBytes(StandardCharsets.ISO_8859_1));
        }
      } catch (IOException nextOne) {
        // A connection that ends is no request; a listener that ends is the test's end.
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request line and header lines. */
  record Head(String text) {
    /** The values of the lines of a name, in any case of letters. */
    List<String> values(String name) {
      return lines().stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .toList();
    }

    /** The names of all lines, in lower case and with dashes for what some take for dashes. */
    List<String> foldedNames() {
      return lines().stream()
          .map(line -> line.replaceFirst(":.*", "").strip().toLowerCase(Locale.ROOT))
          .map(name -> name.replaceAll("[_.]", "-"))
          .toList();
    }

    private List<String> lines() {
      return text.lines().skip(1).filter(line -> !line.isEmpty()).toList();
    }
  }
}
