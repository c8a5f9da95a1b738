// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request for keys, sent by the thread that calls {@link #send}. It follows no redirect, keeps
 * no connection and starts no thread.
 *
 * <p>Each step has a timeout, and the request as a whole a deadline. An address that sends one byte
 * of its header at a time can pass the deadline; the next request that needs keys then calls {@link
 * #abort}.
 */
final class KeyRequest {
  static final int MAX_BYTES = 256 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final URI address;
  private final LongSupplier nanoTime;
  private final long deadline;

  /** The connection whose header has not arrived yet. */
  private volatile @Nullable HttpURLConnection waiting;

  private volatile boolean aborted;

  KeyRequest(URI address, LongSupplier nanoTime) {
    this.address = address;
    this.nanoTime = nanoTime;
    this.deadline = nanoTime.getAsLong() + TIMEOUT.toNanos();
  }

  /** Whether the request has taken longer than it may. */
  boolean isOverdue() {
    return nanoTime.getAsLong() - deadline >= 0;
  }

  /** Ends the request from another thread. */
  void abort() {
    aborted = true;
    HttpURLConnection connection = waiting;
    if (connection != null) {
      connection.disconnect();
    }
  }

  KeyAnswer send() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout((int) TIMEOUT.toMillis());
    connection.setReadTimeout((int) TIMEOUT.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    // The default one could send a password of the JVM.
    connection.setAuthenticator(new Authenticator() {});
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty(
        "Accept", "application/jwk-set+json, application/json, */*;q=0.5");
    try {
      waiting = connection;
      connection.connect();
      if (aborted) {
        throw new SocketTimeoutException("the connection takes longer than " + TIMEOUT);
      }
      int status = connection.getResponseCode();
      waiting = null;
      if (connection.getContentLengthLong() > MAX_BYTES) {
        throw new IOException("the content is larger than 256 KiB");
      }
      byte[] body = status / 100 == 2 ? content(connection) : new byte[0];
      return new KeyAnswer(
          status,
          body,
          KeyAnswer.lifetime(
              connection.getHeaderField("Cache-Control"), connection.getHeaderField("Age")));
    } finally {
      waiting = null;
      connection.disconnect();
    }
  }

  private byte[] content(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] buffer = new byte[8 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        content.write(buffer, 0, read);
        if (content.size() > MAX_BYTES) {
          throw new IOException("the content is larger than 256 KiB");
        }
        if (isOverdue()) {
          throw new SocketTimeoutException("the content takes longer than " + TIMEOUT);
        }
      }
      return content.toByteArray();
    }
  }
}
