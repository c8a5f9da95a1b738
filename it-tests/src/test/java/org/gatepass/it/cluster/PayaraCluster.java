// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.proxy.Recipe;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * The demo on Payara Micro with the data source of {@code deploy/compose} and the cluster of {@code
 * deploy/payara-cluster}.
 */
final class PayaraCluster implements ClusterServer {
  private static final Path RECIPE = Path.of("..", "deploy", "payara-cluster");

  private final Path folder;
  private final ComposedServers servers;
  private final IntFunction<Map<String, String>> settings;
  private final MemberNetwork network = new MemberNetwork();

  /**
   * Describes the nodes, and starts none yet.
   *
   * @param folder an empty folder for all that the nodes write
   * @param servers the database
   * @param settings the environment variables of a node, by its number
   */
  PayaraCluster(Path folder, ComposedServers servers, IntFunction<Map<String, String>> settings) {
    this.folder = folder;
    this.servers = servers;
    this.settings = settings;
  }

  @Override
  public ServerProcess start(int node, int port) throws IOException {
    String closedPort = Files.readString(RECIPE.resolve("closed-port.asadmin"));
    return servers.startNode(
        port,
        List.of(
            "--hzconfigfile",
            hazelcast(node).toString(),
            "--postdeploycommandfile",
            RECIPE.resolve("open-port.asadmin").toAbsolutePath().toString()),
        settings.apply(node),
        demo(),
        commands -> commands + closedPort);
  }

  private Path demo() throws IOException {
    Path war = folder.resolve("distributable.war");
    if (Files.notExists(war)) {
      Wars.distributableDemo().as(ZipExporter.class).exportTo(war.toFile());
    }
    return war;
  }

  private Path hazelcast(int node) throws IOException {
    Recipe recipe = Recipe.read(RECIPE.resolve("hazelcast.xml"));
    return recipe
        .with("10.1.2.10:6900", "127.0.0.1:" + network.seen(0))
        .with("10.1.2.11:6900", "127.0.0.1:" + network.seen(1))
        .with(
            "<port auto-increment=\"false\">6900</port>",
            "<public-address>127.0.0.1:"
                + network.seen(node)
                + "</public-address><port auto-increment=\"false\">"
                + network.own(node)
                + "</port>")
        .with("<interface>10.1.2.10</interface>", "<interface>127.0.0.1</interface>")
        .write(folder.resolve("hazelcast-" + node + ".xml"));
  }

  @Override
  public String readyPath() {
    return "/ready";
  }

  @Override
  public MemberNetwork network() {
    return network;
  }
}
