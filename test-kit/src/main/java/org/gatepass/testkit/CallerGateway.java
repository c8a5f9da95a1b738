// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.gatepass.gateway.DevGateway;

/**
 * A gateway in the test's own process, on a free port of the loopback address: for browsers and
 * other clients that send no headers of their own. The gateway removes the identity headers of
 * clients, and names the caller that the test has chosen. All clients have the same caller. Safe
 * for use by many threads. The gateway does not support WebSockets.
 *
 * <pre>{@code
 * try (CallerGateway gateway = CallerGateway.start(application, ProxyHeaders.named("remote-user"))) {
 *   gateway.setCaller("alice");
 *   browser.get(gateway.uri().resolve("/").toString());
 * }
 * }</pre>
 */
public final class CallerGateway implements AutoCloseable {
  /** A test in the container is one request, however long it takes. */
  static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final ProxyHeaders headers;
  private final HttpServer identities;
  private final DevGateway gateway;
  private volatile Map<String, String> current = Map.of();

  private CallerGateway(URI application, ProxyHeaders headers, HttpServer identities) {
    this.headers = headers;
    this.identities = identities;
    identities.createContext("/", this::answer);
    URI ofIdentities = URI.create("http://127.0.0.1:" + identities.getAddress().getPort() + "/");
    this.gateway = new DevGateway(headers.gateway(application, ofIdentities));
  }

  /**
   * Starts a gateway. Its requests are anonymous until {@link #setCaller}.
   *
   * @param application the address of the application: {@code http}, host and port
   * @param headers the headers that the application expects of its proxy
   * @return the started gateway
   * @throws IOException if no port is free
   * @throws IllegalArgumentException if the address is not {@code http}, host and port, or a
   *     header's name is not allowed
   */
  public static CallerGateway start(URI application, ProxyHeaders headers) throws IOException {
    HttpServer identities =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      CallerGateway started = new CallerGateway(application, headers, identities);
      identities.start();
      started.gateway.start();
      return started;
    } catch (IOException | RuntimeException failure) {
      identities.stop(0);
      throw failure;
    }
  }

  /**
   * The address of the gateway.
   *
   * @return an address such as {@code http://127.0.0.1:41234}
   */
  public URI uri() {
    return gateway.uri();
  }

  /**
   * Chooses the caller of all later requests.
   *
   * @param caller the caller's name
   * @param groups the caller's groups
   * @throws IllegalArgumentException if there are groups and no header for them, or a group
   *     contains the separator
   */
  public void setCaller(String caller, String... groups) {
    current = Map.copyOf(headers.headers(caller, groups));
  }

  /** Makes all later requests anonymous. */
  public void setAnonymous() {
    current = Map.of();
  }

  /** The gateway adds the secret, and copies only the configured headers. */
  private void answer(HttpExchange question) throws IOException {
    try (question) {
      current.forEach(question.getResponseHeaders()::set);
      question.sendResponseHeaders(200, -1);
    }
  }

  /** Stops the gateway, and drops open requests. */
  @Override
  public void close() {
    try {
      gateway.close();
    } finally {
      identities.stop(0);
    }
  }
}
