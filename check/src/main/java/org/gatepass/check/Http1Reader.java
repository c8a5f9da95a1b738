// SPDX-License-Identifier: Apache-2.0
package org.gatepass.check;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads a response of HTTP/1, leniently. */
final class Http1Reader {
  private static final int MAX_BODY = 1 << 20;
  private static final int MAX_LINE = 1 << 16;

  private final InputStream in;

  Http1Reader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the response after interim ones.
   *
   * @param bodiless whether the response has no body, whatever its headers are
   */
  Answer read(boolean bodiless) throws IOException {
    while (true) {
      String statusLine = line();
      if (!statusLine.matches("HTTP/1\\.[01] \\d{3}.*")) {
        return Answer.CLOSED;
      }
      int status = Integer.parseInt(statusLine.substring(9, 12));
      Map<String, String> headers = headers();
      if (status >= 200 || status == 101) {
        boolean none = bodiless || status == 101 || status == 204 || status == 304;
        return new Answer(status, headers.getOrDefault("location", ""), none ? "" : body(headers));
      }
    }
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  /** The body, or the part of it that arrives before the connection ends. */
  private String body(Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
        for (int size = chunkSize(); size > 0 && body.size() < MAX_BODY; size = chunkSize()) {
          copy(size, body);
          line();
        }
      } else {
        copy(length(headers), body);
      }
    } catch (EOFException | SocketTimeoutException cut) {
      // The status counts.
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private static int length(Map<String, String> headers) {
    String length = headers.getOrDefault("content-length", "");
    return length.matches("\\d{1,9}") ? Integer.parseInt(length) : MAX_BODY;
  }

  private int chunkSize() throws IOException {
    String size = line().split(";", 2)[0].strip();
    return size.matches("[0-9a-fA-F]{1,7}") ? Integer.parseInt(size, 16) : 0;
  }

  private void copy(int length, ByteArrayOutputStream body) throws IOException {
    byte[] buffer = new byte[8_192];
    int left = Math.min(length, MAX_BODY);
    while (left > 0) {
      int read = in.read(buffer, 0, Math.min(left, buffer.length));
      if (read < 0) {
        return;
      }
      body.write(buffer, 0, read);
      left -= read;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.size() > MAX_LINE) {
        throw new EOFException("the connection ended within a line");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
