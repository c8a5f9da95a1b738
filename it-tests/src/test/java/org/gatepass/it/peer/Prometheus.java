// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.peer;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Ports;

/** Prometheus as Debian packages it, which reads the metrics of one application each second. */
public final class Prometheus implements AutoCloseable {
  public static final Path PROGRAM = Path.of("/usr/bin/prometheus");

  private final Gateway process;
  private final Http http;

  private Prometheus(Gateway process, int port) {
    this.process = process;
    this.http = new Http(port, "/api/v1");
  }

  /**
   * Starts Prometheus, and waits until its port is open.
   *
   * @param folder for its configuration, its data and its log
   * @param rules the file of the alerts
   * @param application the application, with its metrics at {@code /metrics}
   */
  public static Prometheus start(Path folder, Path rules, Http application)
      throws IOException, InterruptedException {
    Path configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: ["%s"]
            scrape_configs:
              - job_name: gatepass
                metrics_path: %s
                static_configs:
                  - targets: ["%s"]
            """
                .formatted(rules.toRealPath(), application.target("/metrics"), application.host()));
    int port = Ports.free();
    List<String> command =
        List.of(
            PROGRAM.toString(),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port);
    return new Prometheus(Gateway.start(folder, command, port, port), port);
  }

  /** The current results of a query; empty until Prometheus has read its data. */
  public List<JsonObject> query(String query) {
    Http.Answer answer =
        http.get("/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return answer.status() == 503
        ? List.of()
        : data(answer).getJsonArray("result").getValuesAs(JsonObject.class);
  }

  /** The alerts and their states. */
  public List<JsonObject> rules() {
    return data(http.get("/rules")).getJsonArray("groups").getValuesAs(JsonObject.class).stream()
        .flatMap(group -> group.getJsonArray("rules").getValuesAs(JsonObject.class).stream())
        .toList();
  }

  private static JsonObject data(Http.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().getJsonObject("data");
  }

  @Override
  public void close() {
    process.close();
  }
}
