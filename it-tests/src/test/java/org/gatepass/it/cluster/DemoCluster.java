// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.gatepass.it.client.Cookies;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.server.ServerProcess;

/**
 * The demo on two nodes of Payara Micro with the files of {@code deploy/payara-cluster}, and
 * PostgreSQL. The session of a header caller remembers the caller.
 */
final class DemoCluster implements AutoCloseable {
  /** The password of the accounts that {@link ComposedServers#addAccounts} adds. */
  static final String PASSWORD = "dora-secret-1";

  /** A protected path, whose answer names the caller. */
  static final String PATH = "/api/me";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "GATEPASS_SHARED_SECRETS",
          GatewayDemo.SECRET,
          "GATEPASS_PERSISTENT",
          "true",
          "GATEPASS_DEMO_SAMPLE_ACCOUNTS",
          "true",
          "JAVA_TOOL_OPTIONS",
          String.join(" ", ServerProcess.JVM));

  private final ComposedServers servers;
  private final Cluster cluster;

  private DemoCluster(ComposedServers servers, Cluster cluster) {
    this.servers = servers;
    this.cluster = cluster;
  }

  /**
   * Describes a cluster in front of a running database, and starts no node yet.
   *
   * @param servers the database
   * @param databasePort the port that the nodes connect to
   */
  static DemoCluster of(ComposedServers servers, Path folder, int databasePort) throws IOException {
    Map<String, String> port = Map.of("DATABASE_PORT", Integer.toString(databasePort));
    return of(servers, folder, node -> port);
  }

  /**
   * The same with environment variables of each node.
   *
   * @param ofNode the variables of a node by its number, for each of its starts
   */
  static DemoCluster of(
      ComposedServers servers, Path folder, IntFunction<Map<String, String>> ofNode)
      throws IOException {
    Path nodes = Files.createDirectory(folder.resolve("nodes"));
    IntFunction<Map<String, String>> settings =
        node -> {
          Map<String, String> all = new HashMap<>(SETTINGS);
          all.putAll(ofNode.apply(node));
          return all;
        };
    return new DemoCluster(servers, new Cluster(new PayaraCluster(nodes, servers, settings)));
  }

  Cluster cluster() {
    return cluster;
  }

  Postgres postgres() {
    return servers.postgres();
  }

  /** A client of a node with the secret of the proxy. */
  Http node(int node) {
    return cluster.node(node).header("X-Gateway-Secret", GatewayDemo.SECRET);
  }

  /** A session of the first administrator. */
  Cookies admin(Http http) throws IOException {
    Cookies cookies = new Cookies();
    assertThat(logIn(cookies, http, "admin", servers.secret("demo-admin-password")).status())
        .isEqualTo(204);
    return cookies;
  }

  /** Logs a caller in by password. */
  static Answer logIn(Cookies cookies, Http http, String name, String password) {
    return cookies.send(
        http.header("Content-Type", "application/json"),
        "POST",
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build().toString());
  }

  /** Deactivates or activates an account by the administration of a node. */
  static Answer setActive(Cookies admin, Http http, String name, boolean active) {
    return change(admin, http, name, "{\"active\":" + active + "}");
  }

  /** Changes an account by the administration of a node. */
  static Answer change(Cookies admin, Http http, String name, String json) {
    return admin.send(
        http.header("Content-Type", "application/json"), "PATCH", "/api/users/" + name, json);
  }

  /** Stops the nodes; the database runs on. */
  @Override
  public void close() {
    cluster.close();
  }
}
