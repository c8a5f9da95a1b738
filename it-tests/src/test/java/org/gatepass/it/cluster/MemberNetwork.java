// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import java.util.List;
import java.util.stream.Stream;
import org.gatepass.it.peer.TcpRelay;
import org.gatepass.it.server.Ports;

/**
 * The network between the nodes of a cluster: a node listens at a port of its own, and the other
 * nodes reach it through a relay, which a test can cut. The nodes reach the database without the
 * relays.
 */
final class MemberNetwork implements AutoCloseable {
  /** A node and its relay. */
  private record Member(int own, int seen, TcpRelay relay) {
    static Member start() {
      int own = Ports.free();
      int seen = Ports.free();
      return new Member(own, seen, new TcpRelay(seen, own));
    }
  }

  private final List<Member> members = Stream.generate(Member::start).limit(Cluster.NODES).toList();

  /** The port that a node listens at. */
  int own(int node) {
    return members.get(node).own();
  }

  /** The port by which the other nodes reach a node. */
  int seen(int node) {
    return members.get(node).seen();
  }

  /** Refuses connections to a node that has ended. */
  void down(int node) {
    members.get(node).relay().down();
  }

  /** Accepts connections to a node that is about to start. */
  void up(int node) {
    members.get(node).relay().up();
  }

  /** Separates the nodes from each other. */
  void cut() {
    members.forEach(member -> member.relay().cut());
  }

  /** Joins the nodes again. */
  void join() {
    members.forEach(member -> member.relay().join());
  }

  @Override
  public void close() {
    members.forEach(member -> member.relay().close());
  }
}
