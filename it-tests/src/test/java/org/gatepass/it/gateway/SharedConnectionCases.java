// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.InterleavedRequests;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.H2load;
import org.gatepass.it.proxy.H2load.Counts;
import org.gatepass.it.proxy.Haproxy;
import org.gatepass.it.proxy.SharedConnectionProxy;
import org.gatepass.it.proxy.SharedConnectionProxy.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requests of many callers on a proxy's few connections to the application: with HTTP/2 without
 * TLS their frames are interleaved on a connection; with HTTP/1.1 the connections stay open.
 */
public interface SharedConnectionCases {
  /** Servers that, as the tests configure them, have no HTTP/2 without TLS. */
  String WITHOUT_HTTP_2 = "liberty|tomee";

  /** Servers that end connections on which HAProxy multiplexes. */
  String LOSING_ANSWERS = "payara.*|glassfish.*";

  /** Servers that lose a few of 100,000 answers, for a cause that was not found. */
  String LOSING_FEW_ANSWERS = "tomcat.*";

  /** A client of the application, from the trusted address. */
  Http http();

  /** The same, where the server also speaks HTTP/2. */
  default Http shared() {
    return http();
  }

  private static boolean is(String profiles) {
    return System.getProperty("server.profile").matches(profiles);
  }

  @Test
  default void keepsCallersApartOnASharedConnection() throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build();
    assertThat(new InterleavedRequests(client, shared().uri("/open")).send())
        .containsExactly(is(WITHOUT_HTTP_2) ? Version.HTTP_1_1 : Version.HTTP_2);
  }

  @Test
  default void keepsCallersApartOnConnectionsThatHaproxyKeepsOpen(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(byHaproxy(folder, Protocol.HTTP_1))
        .isEqualTo(new Counts(InterleavedRequests.COUNT, 0, 0, 0, 0));
  }

  /**
   * The answers that arrive are correct. Some never arrive: Grizzly, of Payara and GlassFish, ends
   * such connections while requests are under way, with any application, and in a long run Tomcat
   * resets some streams: docs/reference/servers.md.
   */
  @Test
  default void keepsCallersApartOnAConnectionThatHaproxyMultiplexes(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeFalse(is(WITHOUT_HTTP_2));
    Counts counts = byHaproxy(folder, Protocol.HTTP_2);

    assertThat(counts.redirects() + counts.clientErrors()).isZero();
    int min = InterleavedRequests.COUNT;
    if (is(LOSING_ANSWERS)) {
      min = 1;
    } else if (is(LOSING_FEW_ANSWERS)) {
      min = InterleavedRequests.COUNT / 100 * 99;
    }
    assertThat(counts.ok()).isGreaterThanOrEqualTo(min);
  }

  private Counts byHaproxy(Path folder, Protocol protocol)
      throws IOException, InterruptedException {
    Gateway.assumeProgram(Haproxy.PROGRAM);
    Gateway.assumeProgram(H2load.PROGRAM);
    return SharedConnectionProxy.send(folder, shared(), protocol, InterleavedRequests.COUNT);
  }
}
