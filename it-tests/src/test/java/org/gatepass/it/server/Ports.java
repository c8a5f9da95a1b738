// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Ports for the servers that tests start. */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private Ports() {}

  /**
   * An unused port of the loopback address, another one for each call. Below the ports that
   * connections get: one of those could take it before the server does.
   */
  public static int free() {
    return IntStream.generate(() -> FIRST + NEXT.getAndIncrement() % COUNT)
        .limit(COUNT)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
