// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of Payara Micro that start at once, first on an empty database, then on tables without
 * accounts, where a lock lets both read the accounts at the same moment. The system property {@code
 * cluster.starts} is the number of starts with the lock. H2 in memory has no second node, so only
 * PostgreSQL runs.
 */
@Tag("cluster-long")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class ClusterFirstStartIT {
  private static final int STARTS = Integer.getInteger("cluster.starts", 1);
  private static final int NODES = 2;

  @TempDir Path folder;
  private ComposedServers servers;
  private final List<ServerProcess> nodes = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    Postgres.assumeInstalled();
    servers = new ComposedServers(folder);
    servers.startDatabase();
  }

  @AfterEach
  void stop() {
    stopNodes();
    if (servers != null) {
      servers.close();
    }
  }

  private void stopNodes() {
    nodes.forEach(ServerProcess::close);
    nodes.clear();
  }

  private void startNodes() throws Exception {
    // The barrier may take longer than the time limits of the recipe.
    UnaryOperator<String> patient =
        commands ->
            commands
                .replace("--statementtimeout=1 ", "--statementtimeout=300 ")
                .replace("socketTimeout=2", "socketTimeout=300");
    for (int node = 0; node < NODES; node++) {
      nodes.add(
          servers.startNode(
              Ports.free(),
              List.of("--nohazelcast"),
              Map.of(
                  "GATEPASS_DEMO_SAMPLE_ACCOUNTS",
                  "true",
                  "JAVA_TOOL_OPTIONS",
                  String.join(" ", ServerProcess.JVM)),
              ComposedServers.APPLICATION,
              patient));
    }
  }

  @Test
  void bothNodesStartOnAnEmptyDatabaseAndOnTablesWithoutAccounts() throws Exception {
    startNodes();
    assertBothServe();
    stopNodes();
    for (int i = 0; i < STARTS; i++) {
      try (Connection connection =
              servers
                  .postgres()
                  .connect("gatepass", servers.secret("database-password"), "gatepass");
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("delete from gatepass_account_group");
        statement.execute("delete from gatepass_account");
        connection.commit();
        statement.execute("lock table gatepass_account in access exclusive mode");
        startNodes();
        await(() -> waiting() >= NODES);
        connection.commit();
      }

      assertBothServe();
      stopNodes();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!condition.holds()) {
      assertThat(System.nanoTime() - end).as("the nodes do not reach the barrier").isNegative();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private int waiting() throws SQLException {
    return Integer.parseInt(
        String.valueOf(
            servers
                .postgres()
                .value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")));
  }

  private void assertBothServe() throws Exception {
    for (ServerProcess node : nodes) {
      node.awaitDemo();
      Http http = node.http();
      assertThat(
              http.postJson(
                      "/api/login",
                      Json.createObjectBuilder()
                          .add("name", "admin")
                          .add("password", servers.secret("demo-admin-password"))
                          .build())
                  .status())
          .isEqualTo(204);
      assertThat(
              http.header("X-Gateway-Secret", servers.secret("gatepass.shared-secrets"))
                  .header("remote-user", "alice")
                  .get("/api/me")
                  .status())
          .isEqualTo(200);
      assertThat(node.log())
          .doesNotContain("duplicate key")
          .doesNotContain("There is no local administrator");
    }
    assertThat(nodes.stream().filter(node -> node.log().contains("Created the first")).count())
        .isLessThanOrEqualTo(1);
    assertThat(
            servers.postgres().value("select count(*) from gatepass_account where name = 'admin'"))
        .isEqualTo("1");
    System.out.println(
        "started: "
            + IntStream.range(0, NODES)
                .mapToObj(node -> nodes.get(node).log().contains("Another node has created"))
                .toList());
  }
}
