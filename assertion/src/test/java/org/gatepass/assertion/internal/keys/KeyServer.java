// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server of keys on loopback, whose answers tests choose. */
public final class KeyServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private volatile int status = 200;
  private volatile byte[] content = new byte[0];
  private volatile @Nullable CountDownLatch gate;
  private volatile boolean chunked;

  public KeyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().toString());
          requests.incrementAndGet();
          CountDownLatch closed = gate;
          try (exchange) {
            if (closed != null) {
              closed.await();
            }
            headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] answer = content;
            exchange.sendResponseHeaders(
                status, answer.length == 0 ? -1 : chunked ? 0 : answer.length);
            exchange.getResponseBody().write(answer);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Answers 200 with a content. */
  public KeyServer answers(String text) {
    status = 200;
    content = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  public KeyServer answersStatus(int newStatus) {
    status = newStatus;
    content = new byte[0];
    return this;
  }

  public KeyServer header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Sends answers without their length. */
  public KeyServer chunked() {
    chunked = true;
    return this;
  }

  /** Answers no request until the latch opens. */
  public CountDownLatch hangs() {
    CountDownLatch latch = new CountDownLatch(1);
    gate = latch;
    return latch;
  }

  public void comesBack(CountDownLatch latch) {
    gate = null;
    latch.countDown();
  }

  public int requests() {
    return requests.get();
  }

  public List<String> paths() {
    return List.copyOf(paths);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
