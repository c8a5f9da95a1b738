// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatepass.benchmark.load.war.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A connection with one request under way. It opens again when the server has closed it, as servers
 * do after a number of requests. For one thread.
 */
final class Connection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *([0-9]+)");
  private static final int BUFFER = 16_384;

  /** The place of the status. */
  private static final int STATUS = "HTTP/1.1 ".length();

  private final InetSocketAddress server;
  private final String beforeTheName;
  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER);
  private SocketChannel channel;
  private boolean isUnderWay;
  private int caller;
  private long dueAt;
  private long sentAt;

  Connection(URI url, Selector selector) throws IOException {
    this.server = new InetSocketAddress(url.getHost(), url.getPort());
    this.beforeTheName =
        "GET %s HTTP/1.1\r\nHost: %s\r\n%s: %s\r\nremote-user: "
            .formatted(url.getPath(), url.getAuthority(), Proxy.SECRET_HEADER, Proxy.SECRET);
    this.selector = selector;
    this.channel = SocketChannel.open(server);
    register();
  }

  private void register() throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  private void reopen() throws IOException {
    channel.close();
    channel = SocketChannel.open(server);
    register();
  }

  /** Sends a request, which was due at a time of {@code System.nanoTime()}. */
  void send(int callerNumber, long due) throws IOException {
    caller = callerNumber;
    dueAt = due;
    isUnderWay = true;
    send();
  }

  private void send() throws IOException {
    if (!channel.isOpen()) {
      reopen();
    }
    received.clear();
    String request = beforeTheName + Callers.name(caller) + "\r\n\r\n";
    ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
    sentAt = System.nanoTime();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  int caller() {
    return caller;
  }

  long dueAt() {
    return dueAt;
  }

  long sentAt() {
    return sentAt;
  }

  /**
   * An answer.
   *
   * @param status 200, or 503
   */
  record Answer(int status, String body) {}

  /** Reads, and returns the answer when all of it has arrived; until then null. */
  @Nullable Answer read() throws IOException {
    if (isClosedByServer()) {
      channel.close();
      if (isUnderWay) {
        send();
      }
      return null;
    }
    String answer =
        new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    String head = answer.substring(0, end);
    Matcher length = LENGTH.matcher(head);
    int status = Integer.parseInt(head.substring(STATUS, STATUS + 3));
    if ((status != 200 && status != 503) || !length.find()) {
      throw new IllegalStateException(Callers.name(caller) + " is answered " + head);
    }
    String body = answer.substring(end + 4);
    if (body.length() < Integer.parseInt(length.group(1))) {
      return null;
    }
    isUnderWay = false;
    if (head.contains("\r\nConnection: close")) {
      channel.close();
    }
    return new Answer(status, body);
  }

  private boolean isClosedByServer() {
    try {
      return channel.read(received) < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
