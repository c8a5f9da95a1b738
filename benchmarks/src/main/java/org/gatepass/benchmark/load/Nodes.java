// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers with the same applications and the same database. */
final class Nodes implements AutoCloseable {
  private static final int PORTS_OF_A_NODE = 4;

  private final List<LoadServer> servers = new ArrayList<>();

  private Nodes() {}

  static Nodes start(
      Scenario scenario, int count, Path work, Database database, List<Application> wars, int port)
      throws IOException, InterruptedException {
    Nodes nodes = new Nodes();
    try {
      for (int i = 0; i < count; i++) {
        Path folder = Files.createDirectories(work.resolve("node-" + (i + 1)));
        int first = port + i * PORTS_OF_A_NODE;
        nodes.servers.add(LoadServer.start(scenario.server(), folder, database, wars, first));
      }
      return nodes;
    } catch (IOException | InterruptedException | RuntimeException e) {
      nodes.close();
      throw e;
    }
  }

  LoadServer first() {
    return servers.get(0);
  }

  int count() {
    return servers.size();
  }

  /** The address of an application's servlet on each node. */
  List<URI> urls(Application application) {
    return servers.stream()
        .map(server -> server.base().resolve("/" + application.root() + "/who"))
        .toList();
  }

  /** Binds all of them to the processor of servers. */
  void pin() throws IOException, InterruptedException {
    for (LoadServer server : servers) {
      server.pin();
    }
  }

  @Override
  public void close() {
    servers.forEach(LoadServer::close);
  }
}
