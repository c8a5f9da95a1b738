// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.proxy.Recipe;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;

/**
 * The demo on WildFly with the data source of {@code docs/reference/servers.md} and the cluster of
 * {@code deploy/wildfly-cluster}.
 */
final class WildFlyCluster implements ClusterServer {
  private static final Path RECIPE = Path.of("..", "deploy", "wildfly-cluster");

  /** The port of JGroups by which the other node reaches a node. */
  private static final String ADDRESS =
      """
      wildfly-configuration:
        socket-binding-group:
          standard-sockets:
            socket-binding:
              jgroups-tcp:
                port: %d
                client-mappings:
                  - destination-address: 127.0.0.1
                    destination-port: %d
      """;

  private final Path folder;
  private final ComposedServers servers;
  private final Map<String, String> settings;
  private final MemberNetwork network = new MemberNetwork();
  private final List<Process> openers = new ArrayList<>();

  /**
   * Describes the nodes, and starts none yet.
   *
   * @param folder an empty folder for all that the nodes write
   * @param servers the database
   * @param settings environment variables
   */
  WildFlyCluster(Path folder, ComposedServers servers, Map<String, String> settings) {
    this.folder = folder;
    this.servers = servers;
    this.settings = settings;
  }

  @Override
  public ServerProcess start(int node, int port) throws IOException {
    Path own = Files.createTempDirectory(folder, "node-");
    int management = Ports.free();
    ServerProcess started =
        OwnServer.start(
            own,
            port,
            settings,
            List.of(
                OwnServer.dataSource(servers.postgres(), servers.secret("database-password")),
                recipe(),
                ADDRESS.formatted(network.own(node), network.seen(node))),
            List.of(Postgres.driver()),
            List.of(
                "-c",
                "standalone-ha.xml",
                "-Djboss.management.http.port=" + management,
                "-Djboss.node.name=node-" + node,
                "-Djboss.tx.node.id=node-" + node),
            Wars.distributableDemo());
    openers.add(openPort(own, management));
    return started;
  }

  private String recipe() throws IOException {
    return Recipe.read(RECIPE.resolve("cluster.yml"))
        .with("10.1.2.10[7600]", "127.0.0.1[" + network.seen(0) + "]")
        .with("10.1.2.11[7600]", "127.0.0.1[" + network.seen(1) + "]")
        .text();
  }

  /** Opens the port of a node once it has deployed the demo. */
  private static Process openPort(Path own, int management) throws IOException {
    ProcessBuilder script =
        new ProcessBuilder(
            RECIPE.resolve("open-port").toAbsolutePath().toString(),
            "--controller=127.0.0.1:" + management);
    script.environment().put("JBOSS_HOME", System.getProperty("server.home"));
    script.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return script
        .directory(own.toFile())
        .redirectErrorStream(true)
        .redirectOutput(own.resolve("open-port.log").toFile())
        .start();
  }

  @Override
  public String readyPath() {
    return "/ready";
  }

  @Override
  public MemberNetwork network() {
    return network;
  }

  @Override
  public void close() {
    openers.forEach(Process::destroy);
    network.close();
  }
}
