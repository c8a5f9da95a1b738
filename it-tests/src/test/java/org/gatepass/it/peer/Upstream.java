// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A server in place of the application: it records the heads of requests byte by byte, and answers
 * some paths as an application may. The paths may be below another one.
 *
 * <table>
 *   <caption>Responses</caption>
 *   <tr><td>{@code /stream?<type>}</td><td>a chunk, and a second one after {@link #goOn}</td></tr>
 *   <tr><td>{@code /late}</td><td>200 after {@link #LATE}</td></tr>
 *   <tr><td>{@code /redirect?<target>}</td><td>302 to the decoded target</td></tr>
 *   <tr><td>{@code /upload}</td><td>200 and the number of bytes in the body</td></tr>
 *   <tr><td>{@code /live}, a WebSocket</td><td>{@code open}, and the first text that comes</td></tr>
 *   <tr><td>all others</td><td>204</td></tr>
 * </table>
 */
public final class Upstream implements AutoCloseable {
  /** Longer than the default timeouts of gateways. */
  public static final Duration LATE = Duration.ofSeconds(62);

  private static final String ANSWER = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

  private final BlockingQueue<Head> heads = new LinkedBlockingQueue<>();
  private final Semaphore secondChunks = new Semaphore(0);
  private final ServerSocket listener;

  public Upstream() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("upstream", this::listen);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The requests that have arrived since the last call. */
  public List<Head> taken() {
    List<Head> taken = new ArrayList<>();
    heads.drainTo(taken);
    return taken;
  }

  /** Lets one stream send its second chunk. */
  public void goOn() {
    secondChunks.release();
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        start("upstream-connection", () -> answer(connection));
      } catch (IOException endOfTheTest) {
        // The listener is closed.
      }
    }
  }

  private void answer(Socket accepted) {
    try (Socket connection = accepted) {
      connection.setSoTimeout(5_000);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String text = head(in);
      if (!text.isEmpty()) {
        Head head = new Head(text);
        heads.add(head);
        answer(head, in, connection.getOutputStream());
      }
    } catch (IOException nextOne) {
      // A connection that ends is no request.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Head head, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    String[] target = head.text().split(" ", 3)[1].split("\\?", 2);
    String query = target.length == 1 ? "" : URLDecoder.decode(target[1], StandardCharsets.UTF_8);
    if (target[0].endsWith("/stream")) {
      write(
          out,
          "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: "
              + query
              + "\r\n\r\n"
              + "d\r\ndata: first\n\n\r\n");
      if (secondChunks.tryAcquire(30, TimeUnit.SECONDS)) {
        write(out, "e\r\ndata: second\n\n\r\n0\r\n\r\n");
      }
    } else if (target[0].endsWith("/late")) {
      TimeUnit.MILLISECONDS.sleep(LATE.toMillis());
      write(out, whole("late"));
    } else if (target[0].endsWith("/redirect")) {
      write(
          out,
          "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: "
              + query
              + "\r\n\r\n");
    } else if (target[0].endsWith("/upload")) {
      write(out, whole("bytes: " + bodyLength(head, in)));
    } else if (target[0].endsWith("/live") && !head.values("sec-websocket-key").isEmpty()) {
      echo(head.values("sec-websocket-key").get(0), in, out);
    } else {
      write(out, ANSWER);
    }
  }

  /** A WebSocket of short texts. */
  private static void echo(String key, InputStream in, OutputStream out) throws IOException {
    write(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accepted(key)
            + "\r\n\r\n\u0081\4open");
    byte[] frame = in.readNBytes(6);
    byte[] text = in.readNBytes(frame[1] & 127);
    for (int i = 0; i < text.length; i++) {
      text[i] ^= frame[2 + i % 4];
    }
    write(out, "\u0081" + (char) text.length + new String(text, StandardCharsets.ISO_8859_1));
  }

  /** The answer that the protocol expects, RFC 6455, section 4.2.2. */
  private static String accepted(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest(
                      (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                          .getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String whole(String body) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static long bodyLength(Head head, InputStream in) throws IOException {
    if (head.values("transfer-encoding").isEmpty()) {
      long length = Long.parseLong(head.values("content-length").get(0));
      in.skipNBytes(length);
      return length;
    }
    long length = 0;
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      in.skipNBytes(size + 2L);
      length += size;
    }
    return length;
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(until(in, "\r\n").split("[;\r]", 2)[0].strip(), 16);
  }

  private static String head(InputStream in) throws IOException {
    return until(in, "\r\n\r\n");
  }

  /** The bytes up to and including an end mark; empty when the connection ends before. */
  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      text.append((char) b);
    }
    return text.toString();
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
  public record Head(String text) {
    /** The values of the lines of a name, in any case of letters. */
    public List<String> values(String name) {
      return lines().stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .toList();
    }

    /** The names of all lines, in lower case and with dashes for what some take for dashes. */
    public List<String> foldedNames() {
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
