// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.gatepass.it.app.echo.EchoStore;
import org.gatepass.it.app.integration.AskedServlet;
import org.gatepass.it.app.integration.AutoSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.gatepass.operations.internal.cdi.OperationsExtension;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metrics and the audit log that Open Liberty exports by MicroProfile Telemetry, to a receiver of
 * OTLP in this process.
 */
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "liberty",
    disabledReason = "It configures Open Liberty.")
class TelemetryIT {
  private static final Path PAGE = Path.of("../docs/how-to/operations.md");
  private static final String APPLICATION =
      """
      <webApplication contextRoot="/exported" location="exported.war">
        <classloader apiTypeVisibility="+third-party"/>
      </webApplication>
      """;

  @TempDir static Path folder;

  /** What has arrived at each path: texts are readable within the binary messages of OTLP. */
  private static final Map<String, String> RECEIVED = new ConcurrentHashMap<>();

  private static HttpServer receiver;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    receiver.setExecutor(Executors.newCachedThreadPool());
    receiver.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          RECEIVED.merge(
              exchange.getRequestURI().getPath(),
              new String(body, StandardCharsets.ISO_8859_1),
              String::concat);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    Path applications = Files.createDirectories(folder.resolve("servers/own/apps"));
    Wars.small("exported.war", AutoSecurity.class, EchoStore.class, AskedServlet.class)
        .addAsLibraries(Wars.jarOf(OperationsExtension.class))
        .as(ZipExporter.class)
        .exportTo(applications.resolve("exported.war").toFile());
    server =
        OwnServer.start(
            folder,
            Map.of(
                "OTEL_SDK_DISABLED",
                "false",
                "OTEL_TRACES_EXPORTER",
                "none",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + receiver.getAddress().getPort(),
                "OTEL_METRIC_EXPORT_INTERVAL",
                "1000"),
            List.of(recipe(), APPLICATION),
            List.of());
    server.await(TelemetryIT::answers, Duration.ofMinutes(10));
    assertThat(http().header("remote-user", "alice").get("/asked").body()).contains("alice");
  }

  /** The elements of server.xml in the page. */
  private static String recipe() throws IOException {
    String page = Files.readString(PAGE);
    String block = page.substring(page.indexOf("### To OpenTelemetry"));
    block = block.substring(block.indexOf("```xml\n") + "```xml\n".length());
    return block.substring(0, block.indexOf("```"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      System.out.println(server.log());
      server.close();
    }
    receiver.stop(0);
  }

  private static Http http() {
    return server.http("/exported");
  }

  private static boolean answers() {
    try {
      return http().get("/asked").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static void awaitAt(String path, String text) throws InterruptedException {
    server.await(() -> RECEIVED.getOrDefault(path, "").contains(text), Duration.ofSeconds(60));
  }

  @Test
  void exportsTheCounterOfDecisionsAndTheDurations() throws InterruptedException {
    for (String text :
        List.of(
            "gatepass.decisions",
            "gatepass.outcome",
            "authenticated",
            "gatepass.decision.duration",
            "gatepass.store.duration")) {
      awaitAt("/v1/metrics", text);
    }
  }

  @Test
  void exportsTheAuditLog() throws InterruptedException {
    awaitAt("/v1/logs", "\"caller\":\"alice\"");
  }
}
