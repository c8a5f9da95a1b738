// SPDX-License-Identifier: Apache-2.0
package org.gatepass.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A small reverse proxy that checks names and passwords against an htpasswd file and names the
 * caller to the application in headers. For development and tests only: it does not limit failed
 * passwords, and has no protection against load.
 *
 * <pre>{@code
 * try (DevGateway gateway = new DevGateway(settings)) {
 *   gateway.start();
 *   URI api = gateway.uri().resolve("/api/whoami");
 * }
 * }</pre>
 */
public final class DevGateway implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  private final GatewaySettings settings;
  private final Server server;
  private final ServerConnector connector;
  private final SslContextFactory.Server tls = new SslContextFactory.Server();

  /**
   * Creates a gateway; {@link #start} makes it listen.
   *
   * @param settings the settings
   */
  public DevGateway(GatewaySettings settings) {
    this.settings = settings;
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("gateway");
    this.server = new Server(threads);
    HttpConnectionFactory http = new HttpConnectionFactory(http());
    this.connector =
        settings.tls().isPresent()
            ? new ServerConnector(
                server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http)
            : new ServerConnector(server, 1, 1, http);
    connector.setHost(settings.listen().getAddress().getHostAddress());
    connector.setPort(settings.listen().getPort());
    server.addConnector(connector);
    server.setErrorHandler(plainErrors());
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    // CanonicalPath checks every path; Jetty would reject //api before the gateway requires a
    // login.
    http.setUriCompliance(UriCompliance.UNSAFE);
    // Both come from the application.
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setResponseHeaderSize(MAX_HEADER_BYTES);
    // The certificate may be for another name than the request's Host: the client checks it.
    http.addCustomizer(new SecureRequestCustomizer(false));
    return http;
  }

  private static Request.Handler plainErrors() {
    return (request, response, callback) -> {
      Answer.text(response.getStatus(), "the gateway cannot read this request.")
          .send(response, callback);
      return true;
    };
  }

  /**
   * Reads the files and starts to listen.
   *
   * @throws IOException if a file cannot be read or breaks a rule (the message names the file and
   *     the line), or if the gateway cannot listen on the address
   */
  public void start() throws IOException {
    if (settings.tls().isPresent()) {
      TlsKeys keys = TlsKeys.of(settings.tls().get(), host());
      tls.setKeyStore(keys.store());
      tls.setKeyStorePassword(keys.password());
    }
    server.setHandler(integration(new ForwardHandler(settings)));
    try {
      connector.open();
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException("cannot listen on " + address() + ": " + reasonOf(e), e);
    }
  }

  private AccessHandler integration(ForwardHandler next) throws IOException {
    if (settings.authentication().isPresent()) {
      return new ForwardAuthHandler(settings, settings.authentication().get(), next);
    }
    Identities identities =
        settings.identities().isPresent()
            ? Identities.read(settings.identities().get())
            : Identities.none();
    PasswordCheck passwords =
        new PasswordCheck(
            open(settings.htpasswd().orElseThrow()), System::nanoTime, new SecureRandom());
    return new LoginHandler(settings, passwords, new IdentityHeaders(settings, identities), next);
  }

  private static HtpasswdFile open(Path file) throws IOException {
    try {
      return new HtpasswdFile(file);
    } catch (NoSuchFileException e) {
      throw new BrokenFileException(
          file,
          "there is no such file (example: gatepass-dev-gateway add alice --htpasswd "
              + file
              + ")");
    }
  }

  private static String reasonOf(Exception failure) {
    return failure.getCause() instanceof BindException bind
        ? String.valueOf(bind.getMessage()).contains("in use")
            ? "the port is in use"
            : String.valueOf(bind.getMessage())
        : failure.toString();
  }

  private String address() {
    return settings.listen().getHostString() + ":" + settings.listen().getPort();
  }

  /**
   * The address of the gateway, with its actual port.
   *
   * @return an address such as {@code http://127.0.0.1:8081}, or with {@code https} if it has a
   *     certificate; the loopback address if the gateway listens on all addresses
   * @throws IllegalStateException if it has not been started
   */
  public URI uri() {
    if (connector.getLocalPort() <= 0) {
      throw new IllegalStateException("The gateway has not been started");
    }
    String host = host();
    return URI.create(
        (settings.tls().isPresent() ? "https://" : "http://")
            + (host.indexOf(':') < 0 ? host : "[" + host + "]")
            + ":"
            + connector.getLocalPort());
  }

  private String host() {
    InetAddress address = settings.listen().getAddress();
    return address.isAnyLocalAddress() ? "127.0.0.1" : settings.listen().getHostString();
  }

  /**
   * Waits until the gateway is closed.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  void await() throws InterruptedException {
    server.join();
  }

  /** Stops the gateway and drops open requests. Has no effect on a stopped gateway. */
  @Override
  public void close() {
    try {
      // A server that failed to start leaves its connector open.
      connector.close();
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The gateway does not stop", e);
    }
  }
}
