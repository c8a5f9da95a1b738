// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The queries of the dashboard and of the alerts in {@code deploy}. */
final class Queries {
  static final Path RULES = Path.of("../deploy/prometheus/gatepass-rules.yml");
  private static final Path DASHBOARD = Path.of("../deploy/prometheus/grafana-dashboard.json");
  private static final String EXPRESSION = "expr: ";

  private Queries() {}

  static List<String> ofTheDashboard() throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
      return reader.readObject().getJsonArray("panels").getValuesAs(JsonObject.class).stream()
          .flatMap(panel -> panel.getJsonArray("targets").getValuesAs(JsonObject.class).stream())
          .map(target -> target.getString("expr"))
          .toList();
    }
  }

  static List<String> ofTheAlerts() throws IOException {
    return Files.readAllLines(RULES).stream()
        .map(String::strip)
        .filter(line -> line.startsWith(EXPRESSION))
        .map(line -> line.substring(EXPRESSION.length()))
        .toList();
  }
}
