// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One GET or HEAD request of HTTP/2 (RFC 9113). It reads the status and the body of the response,
 * and no other header.
 */
final class Http2 {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int MAX_BODY = 1 << 20;
  private static final int MAX_FRAME = 1 << 14;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;

  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Http2(Socket socket, InputStream in) throws IOException {
    this.socket = socket;
    this.in = in;
    out = socket.getOutputStream();
  }

  /**
   * Sends a request.
   *
   * @param stream the number of the request: 3 after an upgrade, otherwise 1
   * @return {@link Answer#CLOSED} if the server does not answer by HTTP/2
   */
  Answer send(Address address, Request request, int stream) throws IOException {
    out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    // SETTINGS_ENABLE_PUSH = 0, and a window of 1 MiB for a body.
    writeFrame(SETTINGS, 0, 0, new byte[] {0, 2, 0, 0, 0, 0, 0, 4, 0, 0x10, 0, 0});
    writeFrame(WINDOW_UPDATE, 0, 0, new byte[] {0, 0x10, 0, 0});
    writeFrame(HEADERS, END_STREAM | END_HEADERS, stream, headers(address, request));
    out.flush();
    Frame first = read();
    if (first.type() != SETTINGS || first.stream() != 0) {
      return Answer.CLOSED;
    }
    // The server has begun to answer by HTTP/2; the response may take longer.
    socket.setSoTimeout(Client.TIMEOUT_MILLIS);
    acknowledge(first);
    return answer(stream);
  }

  private Answer answer(int stream) throws IOException {
    int status = 0;
    boolean blockOfOurs = false;
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean ended = false;
    while (body.size() < MAX_BODY) {
      Frame frame = read();
      acknowledge(frame);
      if (frame.type() == GOAWAY || (frame.type() == RST_STREAM && frame.stream() == stream)) {
        break;
      }
      if (frame.type() == HEADERS) {
        blockOfOurs = frame.stream() == stream;
        ended |= blockOfOurs && frame.has(END_STREAM);
        block.reset();
        block.writeBytes(frame.content());
      } else if (frame.type() == CONTINUATION) {
        block.writeBytes(frame.content());
      } else if (frame.type() == DATA && frame.stream() == stream) {
        body.writeBytes(frame.content());
        ended |= frame.has(END_STREAM);
      }
      boolean complete =
          (frame.type() == HEADERS || frame.type() == CONTINUATION) && frame.has(END_HEADERS);
      if (complete && blockOfOurs && status < 200) {
        status = HeaderBlock.status(block.toByteArray());
      }
      if (ended && status >= 200) {
        break;
      }
    }
    return status < 200
        ? Answer.CLOSED
        : new Answer(status, "", body.toString(StandardCharsets.UTF_8));
  }

  private static byte[] headers(Address address, Request request) {
    HeaderBlock block = new HeaderBlock();
    block.add(":method", request.method());
    block.add(":scheme", address.scheme());
    block.add(":authority", address.authority());
    block.add(":path", request.target());
    block.add("user-agent", "gatepass-check");
    block.add("accept", "text/html, */*;q=0.1");
    for (String line : request.lines()) {
      String[] parts = line.split(":", 2);
      block.add(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    return block.toByteArray();
  }

  /** Answers what a client must answer. */
  private void acknowledge(Frame frame) throws IOException {
    if ((frame.type() == SETTINGS || frame.type() == PING) && !frame.has(ACK)) {
      writeFrame(frame.type(), ACK, 0, frame.type() == PING ? frame.payload() : new byte[0]);
      out.flush();
    }
  }

  private void writeFrame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    out.write(new byte[] {0, 0, 0, (byte) stream});
    out.write(payload);
  }

  private Frame read() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(exactly(9));
    int lengthAndType = head.getInt();
    int length = lengthAndType >>> 8;
    int flags = head.get();
    int stream = head.getInt() & Integer.MAX_VALUE;
    // A server sends longer frames only with the consent of the client: this is no HTTP/2.
    boolean tooLong = length > MAX_FRAME;
    return new Frame(
        tooLong ? -1 : lengthAndType & 0xff,
        flags,
        stream,
        tooLong ? new byte[0] : exactly(length));
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended within a frame");
    }
    return bytes;
  }

  private static final class Frame {
    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    Frame(int type, int flags, int stream, byte[] payload) {
      this.type = type;
      this.flags = flags;
      this.stream = stream;
      this.payload = payload;
    }

    int type() {
      return type;
    }

    int stream() {
      return stream;
    }

    byte[] payload() {
      return payload;
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** The payload of DATA or HEADERS without padding and priority; that of others as it is. */
    byte[] content() {
      if (type != DATA && type != HEADERS) {
        return payload;
      }
      int begin = has(PADDED) ? 1 : 0;
      int end = payload.length - (has(PADDED) && payload.length > 0 ? payload[0] & 0xff : 0);
      begin += type == HEADERS && has(PRIORITY) ? 5 : 0;
      return begin > end ? new byte[0] : Arrays.copyOfRange(payload, begin, end);
    }
  }
}
