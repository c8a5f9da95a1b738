// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An application behind the gateway that keeps every byte it was sent, one character for each byte,
 * and answers as configured.
 */
final class RecordingUpstream implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ServerSocket socket;
  private final BlockingQueue<Recorded> requests = new LinkedBlockingQueue<>();
  private volatile Function<Recorded, String> answer = request -> OK;

  /**
   * A request as it came over the wire.
   *
   * @param line the request line
   * @param headers the header lines
   * @param body the body, unchunked
   */
  record Recorded(String line, List<String> headers, String body) {
    /** The values of all lines with exactly this name, in any case. */
    List<String> values(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
          .map(header -> header.substring(start.length()).strip())
          .toList();
    }
  }

  RecordingUpstream() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Answers every request from now on with what the function makes of it. */
  void answers(Function<Recorded, String> function) {
    answer = function;
  }

  /** The next request that arrived. */
  Recorded next() throws InterruptedException {
    Recorded request = requests.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request reached the application");
    }
    return request;
  }

  boolean isUntouched() {
    return requests.isEmpty();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "recording-upstream");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (true) {
        Recorded request = read(in);
        requests.add(request);
        connection.getOutputStream().write(answer.apply(request).getBytes(ISO_8859_1));
        connection.getOutputStream().flush();
      }
    } catch (IOException e) {
      // The gateway has closed the connection.
    }
  }

  private static Recorded read(InputStream in) throws IOException {
    String line = line(in);
    List<String> headers = new java.util.ArrayList<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
    }
    Recorded head = new Recorded(line, List.copyOf(headers), "");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (head.values("Transfer-Encoding").contains("chunked")) {
      int size;
      do {
        size = Integer.parseInt(line(in), 16);
        body.write(in.readNBytes(size));
        line(in);
      } while (size > 0);
    } else if (!head.values("Content-Length").isEmpty()) {
      body.write(in.readNBytes(Integer.parseInt(head.values("Content-Length").get(0))));
    }
    return new Recorded(line, head.headers(), body.toString(ISO_8859_1));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
