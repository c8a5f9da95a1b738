// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.H2load.Counts;
import org.gatepass.it.server.Ports;

/**
 * HAProxy, with clients that speak HTTP/2. It names the caller that the query asks for, and sends
 * the requests of all clients on the same connections to the application.
 */
public final class SharedConnectionProxy {
  private static final String CONFIGURATION =
      """
      global
        nbthread 1

      defaults
        mode http
        log global
        log-format "%%ST %%bp"
        timeout connect 30s
        timeout client 60s
        timeout server 60s

      frontend clients
        bind 127.0.0.1:%d proto h2
        http-request del-header remote-user
        http-request set-header remote-user %%[url_param(caller)] if { url_param(caller) -m found }
        default_backend application

      backend application
        http-reuse always
        server application 127.0.0.1:%d maxconn %s
      """;

  private SharedConnectionProxy() {}

  /** The protocols between HAProxy and the application. */
  public enum Protocol {
    /** HTTP/1.1 on connections that stay open: eight requests at once. */
    HTTP_1("8"),
    /** HTTP/2 without TLS. */
    HTTP_2("256 proto h2");

    private final String server;

    Protocol(String server) {
      this.server = server;
    }
  }

  /**
   * Sends requests of many callers, of which one in ten names no caller, and asserts that they
   * share connections to the application.
   *
   * @return the answers that the clients got
   */
  public static Counts send(Path folder, Http application, Protocol protocol, int requests)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Path file = folder.resolve("shared-connection.cfg");
    Files.writeString(file, CONFIGURATION.formatted(port, application.port(), protocol.server));
    String address = "http://127.0.0.1:" + port + application.target("/asked");
    List<String> addresses =
        IntStream.range(0, 1_000)
            .mapToObj(i -> i % 10 == 3 ? address : address + "?caller=caller" + i)
            .toList();
    try (Gateway gateway = Haproxy.start(folder, file, port, port)) {
      Counts counts = H2load.run(folder, addresses, requests);
      Map<String, Long> byConnection =
          gateway
              .log()
              .lines()
              .filter(line -> line.matches("\\d{3} \\d+"))
              .collect(Collectors.groupingBy(line -> line.substring(4), Collectors.counting()));
      System.out.println("By HAProxy with " + protocol + ": " + counts + " on " + byConnection);
      assertThat(byConnection).hasSizeBetween(1, requests / 4);
      return counts;
    }
  }
}
