// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;
import org.gatepass.gateway.DevGateway;
import org.gatepass.gateway.GatewaySettings;
import org.gatepass.gateway.HeaderEncoding;
import org.gatepass.gateway.SecretHeader;
import org.jspecify.annotations.Nullable;

/**
 * Runs the demo behind the development gateway until Ctrl-C: {@code mvn -Pdemo}. All processes that
 * it starts end with it, in every case.
 *
 * <p>The system properties {@code demo.port} and {@code gateway.port} choose other ports (0 takes
 * any free one), {@code demo.data} another directory for the data.
 */
public final class RunDemo {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String SECRET_HEADER = "X-Gateway-Secret";
  private static final String SIGN_OUT_PATH = "/gateway/sign-out";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final DemoData data;
  private @Nullable DemoServer server;
  private @Nullable DevGateway gateway;
  private volatile boolean ending;

  private RunDemo(DemoData data) {
    this.data = data;
  }

  /**
   * Runs the demo. Never returns: the process ends.
   *
   * @param arguments none
   */
  public static void main(String... arguments) {
    try {
      readLoggingConfiguration();
      RunDemo demo = new RunDemo(DemoData.open(path("demo.data", "demo-data")));
      // The only exit, for Ctrl-C and for failures.
      Runtime.getRuntime().addShutdownHook(new Thread(demo::end, "end-of-demo"));
      demo.run();
    } catch (DemoException e) {
      System.err.println("\nThe demo has ended: " + e.getMessage());
    } catch (IOException e) {
      System.err.println("\nThe demo has ended: " + e);
    } catch (InterruptedException e) {
      System.err.println("\nThe demo was interrupted");
    }
    System.exit(1);
  }

  private static void readLoggingConfiguration() throws IOException {
    try (InputStream configuration = DevGateway.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(configuration);
    }
  }

  private void run() throws IOException, DemoException, InterruptedException {
    DemoServer.endLeftBehind(data)
        .ifPresent(pid -> System.out.println("Ended process " + pid + " of an earlier run"));
    int demoPort = freePort("demo.port", "8080");
    int gatewayPort = freePort("gateway.port", "8081");
    System.out.println("Starting the demo (log: " + data.file("server.log") + ")");
    DemoServer started = startServer(demoPort);
    URI direct = URI.create("http://" + LOOPBACK + ":" + demoPort + "/");
    URI people = startGateway(direct, gatewayPort).resolve("/");
    awaitAnswer(direct, started);
    awaitAnswer(people, started);
    System.out.println(new Welcome(people, direct, data).text());
    started.awaitEnd();
    throw ended("the server has stopped", started);
  }

  private synchronized DemoServer startServer(int port) throws IOException {
    if (ending) {
      throw new IOException("ended before it began");
    }
    DemoServer started =
        DemoServer.start(
            data,
            path("demo.server", "servers/payara-micro.jar"),
            path("demo.war", "demo-war/target/gatepass-demo.war"),
            port,
            Map.of(
                "GATEPASS_TRUSTED_PROXIES",
                LOOPBACK,
                "GATEPASS_SHARED_SECRET_HEADER",
                SECRET_HEADER,
                "GATEPASS_SHARED_SECRETS",
                data.gatewaySecret(),
                "GATEPASS_HEADER_ENCODING",
                "PERCENT",
                "GATEPASS_SIGN_OUT_URL",
                SIGN_OUT_PATH,
                "GATEPASS_DEMO_SAMPLE_ACCOUNTS",
                "true",
                "GATEPASS_DEMO_ADMIN_PASSWORD",
                data.adminPassword()));
    server = started;
    return started;
  }

  private synchronized URI startGateway(URI upstream, int port) throws IOException {
    DevGateway started =
        new DevGateway(
            GatewaySettings.builder(upstream, data.htpasswd())
                .listen(LOOPBACK, port)
                .protect("/sso-login", "/admin", "/api/me", "/api/users", "/api/diagnostics")
                .signOutPath(SIGN_OUT_PATH)
                // Payara rejects header bytes beyond ASCII.
                .headerEncoding(HeaderEncoding.PERCENT)
                .secret(new SecretHeader(SECRET_HEADER, data.gatewaySecret()))
                .build());
    started.start();
    gateway = started;
    return started.uri();
  }

  private void awaitAnswer(URI address, DemoServer server)
      throws IOException, DemoException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            // HTTP/2 begins with "Upgrade: h2c", which the gateway rejects.
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/whoami")).timeout(PATIENCE).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      // Checked before the request, so that the answer comes from a server that has started.
      boolean started = server.hasStarted();
      String answer = answer(client, request);
      if (answer.equals("200")) {
        return;
      }
      if (!server.isRunning()) {
        throw ended("the server did not start", server);
      }
      if (started || System.nanoTime() - end > 0) {
        throw ended("the server's answer to " + request.uri() + " is " + answer, server);
      }
      Thread.sleep(100);
    }
  }

  private static String answer(HttpClient client, HttpRequest request) throws InterruptedException {
    try {
      return Integer.toString(client.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The failure, with the log's end. Blocks if the server ends because this process ends. */
  private DemoException ended(String what, DemoServer server)
      throws IOException, InterruptedException {
    if (ending) {
      new CountDownLatch(1).await();
    }
    return new DemoException(what + ". The end of its log:\n\n" + server.lastWords());
  }

  private synchronized void end() {
    ending = true;
    close(gateway);
    close(server);
    close(data);
  }

  private static void close(@Nullable AutoCloseable started) {
    try {
      if (started != null) {
        started.close();
      }
    } catch (Exception e) {
      System.err.println("The demo ended with an error: " + e);
    }
  }

  /** The port of a property, or a free one for 0, after a check that the port is free. */
  private static int freePort(String property, String usual) throws DemoException {
    String text = System.getProperty(property, usual);
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(text)));
      return probe.getLocalPort();
    } catch (IllegalArgumentException e) {
      throw new DemoException(
          property + ": \"" + text + "\" is not a port (example: " + usual + ")");
    } catch (IOException e) {
      throw new DemoException(
          "port " + text + " is in use (-D" + property + "=PORT chooses another one, 0 any)");
    }
  }

  private static Path path(String property, String usual) {
    return Path.of(System.getProperty(property, usual)).toAbsolutePath().normalize();
  }
}
