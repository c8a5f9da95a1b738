// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.gatepass.it.proxy.Recipe;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.ServletServer;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application with servlets on Tomcat with the cluster of {@code deploy/tomcat-cluster}. */
final class TomcatCluster implements ClusterServer {
  private static final Path RECIPE = Path.of("..", "deploy", "tomcat-cluster", "cluster.xml");

  private final Path folder;
  private final Map<String, String> settings;
  private final Supplier<WebArchive> application;
  private final MemberNetwork network = new MemberNetwork();

  /**
   * Describes the nodes, and starts none yet.
   *
   * @param folder an empty folder for all that the nodes write
   * @param settings environment variables
   * @param application makes the application, which is served at the root
   */
  TomcatCluster(Path folder, Map<String, String> settings, Supplier<WebArchive> application) {
    this.folder = folder;
    this.settings = settings;
    this.application = application;
  }

  @Override
  public ServerProcess start(int node, int port) throws IOException {
    int other = 1 - node;
    Recipe recipe =
        Recipe.read(RECIPE)
            .with(
                "address=\"10.1.2.10\" port=\"4000\"",
                "address=\"127.0.0.1\" port=\"%d\"".formatted(network.own(node)))
            .with(
                "host=\"10.1.2.11\" port=\"4000\"",
                "host=\"127.0.0.1\" port=\"%d\"".formatted(network.seen(other)))
            .with("0,2}", "0," + (other + 1) + "}");
    String text = recipe.text();
    return ServletServer.startNode(
        Files.createTempDirectory(folder, "node-"),
        port,
        settings,
        text.substring(text.indexOf("<Cluster ")),
        application.get());
  }

  @Override
  public String readyPath() {
    return "/api/whoami";
  }

  @Override
  public MemberNetwork network() {
    return network;
  }
}
