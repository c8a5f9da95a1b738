// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.Prometheus;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard and the alerts in {@code deploy/prometheus}, run by Prometheus, which reads the
 * metrics of a server under load.
 */
@Tag("gateways")
@ArquillianTest
class DashboardIT {
  private static final Path FOLDER = Path.of("../deploy/prometheus");
  private static final Path RULES = FOLDER.resolve("gatepass-rules.yml");
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The alerts whose reason codes the load below causes. */
  private static final List<String> LOADED =
      List.of("GatepassStoreUnavailable", "GatepassUntrustedIdentity", "GatepassSlowDecisions");

  @ArquillianResource URL base;

  @TempDir Path folder;

  @Deployment(testable = false)
  static WebArchive war() throws ClassNotFoundException {
    return OperationsMetricsIT.war();
  }

  @BeforeEach
  void assumeInstalled() {
    Gateway.assumeProgram(Prometheus.PROGRAM);
    Gateway.assumeProgram(PROMTOOL);
  }

  private static List<String> queriesOfTheDashboard() throws IOException {
    try (JsonReader reader =
        Json.createReader(Files.newBufferedReader(FOLDER.resolve("grafana-dashboard.json")))) {
      return reader.readObject().getJsonArray("panels").getValuesAs(JsonObject.class).stream()
          .flatMap(panel -> panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream())
          .map(target -> target.getString("expr"))
          .toList();
    }
  }

  /** What an alert compares with its threshold. */
  private static String compared(JsonObject rule) {
    String query = rule.getString("query");
    assertThat(query).matches(".* > [0-9.]+");
    return query.substring(0, query.lastIndexOf(" > "));
  }

  @Test
  void eachQueryHasAResultWhileTheServerHasRequests() throws IOException, InterruptedException {
    Http application = Http.to(base, "/counted");
    try (Prometheus prometheus = Prometheus.start(folder, RULES, application)) {
      List<String> missing = new ArrayList<>(queriesOfTheDashboard());
      assertThat(missing).hasSizeGreaterThan(10);
      prometheus.rules().stream()
          .filter(rule -> LOADED.contains(rule.getString("name")))
          .map(DashboardIT::compared)
          .forEach(missing::add);
      assertThat(missing).hasSize(queriesOfTheDashboard().size() + LOADED.size());

      long start = System.nanoTime();
      while (!missing.isEmpty()) {
        load(application);
        missing.removeIf(query -> prometheus.query(query).stream().anyMatch(isResultOf(query)));
        assertThat(System.nanoTime() - start)
            .as("without a result: " + missing)
            .isLessThan(PATIENCE.toNanos());
      }

      assertThat(prometheus.rules())
          .hasSize(6)
          .extracting(rule -> rule.getString("health"))
          .containsOnly("ok");
    }
  }

  /** Authenticated, ignored, failing and anonymous requests, and a failed login. */
  private static void load(Http application) {
    Http alice = application.header("remote-user", "alice");
    for (int i = 0; i < 10; i++) {
      assertThat(alice.get("/asked").status()).isEqualTo(200);
      assertThat(alice.from(Http.UNTRUSTED).get("/asked").status()).isEqualTo(200);
      assertThat(application.header("remote-user", "broken").get("/asked").status()).isEqualTo(503);
      assertThat(
              application
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .send("POST", "/enter", "name=alice&password=wrong")
                  .status())
          .isEqualTo(418);
    }
  }

  /**
   * A rate is greater than zero under load; no decision is slow; a gauge of an absent part has no
   * value ("NaN"), as the times of assertions, which the load lacks.
   */
  private static Predicate<JsonObject> isResultOf(String query) {
    return result -> {
      double value = Double.parseDouble(result.getJsonArray("value").getString(1));
      return query.startsWith("1 - ")
          ? value >= 0
          : value > 0
              || query.contains("gatepass_assertion_duration")
              || !query.matches(".*(rate|increase)\\(.*");
    };
  }

  /** The cases are in a file in the format of Prometheus, with a time of its own. */
  @Test
  void eachAlertFiresAtItsThresholdAlone() throws IOException, InterruptedException {
    Path output = folder.resolve("promtool.log");

    Process tool =
        new ProcessBuilder(
                PROMTOOL.toString(), "test", "rules", "src/test/prometheus/gatepass-rules-test.yml")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(tool.waitFor()).as(Files.readString(output)).isZero();
  }
}
