// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import org.gatepass.it.server.ServerProcess;

/** A server whose nodes share their sessions, as a test starts it. */
interface ClusterServer extends AutoCloseable {
  /**
   * Starts a node.
   *
   * @param node the number of the node
   * @param port the port for HTTP, the same one for each start of the node
   */
  ServerProcess start(int node, int port) throws Exception;

  /** The path that a node answers with 200 when it is ready. */
  String readyPath();

  /** The network between the nodes. */
  MemberNetwork network();

  /** Ends all but the nodes. */
  @Override
  default void close() {
    network().close();
  }
}
