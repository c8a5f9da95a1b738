// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Nginx;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes that share their sessions, behind nginx with {@code deploy/nginx/basic.conf} and {@code
 * gatepass/cluster.conf}. nginx requires a password on {@code /sso-login} only, and names the
 * caller of each request that brings one.
 */
final class Cluster implements AutoCloseable {
  static final int NODES = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String RECIPE = "basic.conf";

  private final ClusterServer kind;
  private final List<Integer> ports = new ArrayList<>();
  private final @Nullable ServerProcess[] servers = new ServerProcess[NODES];
  private @Nullable Gateway gateway;
  private int gatewayPort;

  /**
   * Describes a cluster, and starts nothing yet.
   *
   * @param kind the server of the nodes
   */
  Cluster(ClusterServer kind) {
    this.kind = kind;
    IntStream.range(0, NODES).forEach(node -> ports.add(Ports.free()));
  }

  /** Starts all nodes at once, and waits until they are ready. */
  void startNodes() throws Exception {
    for (int node = 0; node < NODES; node++) {
      start(node);
    }
    for (int node = 0; node < NODES; node++) {
      awaitReady(node);
    }
  }

  /**
   * Starts nginx.
   *
   * @param folder an empty folder with certificate.pem and certificate.key
   * @param htpasswd the names and passwords that nginx checks
   */
  void startGateway(Path folder, String htpasswd) throws IOException, InterruptedException {
    gatewayPort = Ports.free();
    gateway =
        Nginx.start(
            RECIPE,
            folder,
            ports.stream()
                .map(port -> "server 127.0.0.1:" + port + " max_fails=1 fail_timeout=2s;")
                .collect(Collectors.joining("\n  ")),
            Map.of(
                "(?:api|admin|sso-login|live)",
                "(?:sso-login)",
                "  server_tokens       off;",
                // Without TLS: a request of the load costs the test's machine less.
                "  listen 127.0.0.1:" + gatewayPort + ";\n  include gatepass/cluster.conf;"));
    Files.writeString(folder.resolve("gatepass/.htpasswd"), htpasswd);
  }

  void start(int node) throws Exception {
    kind.network().up(node);
    servers[node] = kind.start(node, ports.get(node));
  }

  /** Stops a node, as an operator does. */
  void stop(int node) {
    server(node).close();
    kind.network().down(node);
  }

  /** Ends a node at once, like a loss of power. */
  void kill(int node) throws InterruptedException {
    server(node).kill();
    kind.network().down(node);
  }

  /** The network between the nodes. */
  MemberNetwork network() {
    return kind.network();
  }

  void awaitReady(int node) throws InterruptedException {
    server(node).await(() -> isReady(node), PATIENCE);
  }

  boolean isReady(int node) {
    try {
      return node(node).get(kind.readyPath()).status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  ServerProcess server(int node) {
    return servers[node];
  }

  /** A client of one node, past nginx. */
  Http node(int node) {
    return new Http(ports.get(node), "");
  }

  /** A client of nginx. */
  Http gateway() {
    return new Http(gatewayPort, "");
  }

  @Override
  public void close() {
    if (gateway != null) {
      gateway.close();
    }
    for (ServerProcess server : servers) {
      if (server != null) {
        server.close();
        System.out.println(server.log());
      }
    }
    kind.close();
  }
}
