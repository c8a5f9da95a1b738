// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.rewritten.AnyAddressSecurity;
import org.gatepass.it.app.rewritten.ListedAddressSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.ServletServer;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat with {@code RemoteIpValve}, and Jetty with its module {@code http-forwarded}. */
@Tag("servlets")
class ServletRewrittenAddressIT implements RewrittenAddressCases {
  private static final boolean IS_JETTY =
      System.getProperty("server.profile", "").startsWith("jetty");

  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        ServletServer.start(
            folder,
            Map.of(),
            List.of(
                IS_JETTY
                    ? "--module=http-forwarded"
                    : "<Valve className=\"org.apache.catalina.valves.RemoteIpValve\"/>"));
    server.deploy("any", war(AnyAddressSecurity.class));
    server.deploy("listed", war(ListedAddressSecurity.class));
    server.awaitStatus(server.http("/any"), "/open", 200);
    server.awaitStatus(server.http("/listed"), "/open", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** An application for {@link RewrittenAddressCases}. */
  static WebArchive war(Class<?> security) {
    return ServletServer.war(RewrittenAddressCases.classes())
        .addClass(security)
        .setWebXML("header-only-web.xml");
  }

  @Override
  public Http any() {
    return server.http("/any");
  }

  @Override
  public Http listed() {
    return server.http("/listed");
  }

  /** The valve removes the address that it has used, and leaves the client's own to be the last. */
  @Override
  public String clientOfAProxyThatAppends() {
    return IS_JETTY ? CLIENT : FORGED;
  }

  @Test
  void logsTheEvidenceThatReplacesTheAddress() {
    assertThat(server.log())
        .contains(
            "gatepass.trusted-proxies is any: Gatepass checks no address. It trusts each request"
                + " with this evidence: SECRET");
  }

  @Test
  @EnabledIfSystemProperty(
      named = "server.profile",
      matches = "jetty12",
      disabledReason = "Tomcat gives a peer on a Unix domain socket the loopback address.")
  void trustsTheSecretOfAPeerWithoutAnAddress() throws IOException {
    String named = "remote-user: alice\r\n";
    String secret = "x-gateway-secret: " + AnyAddressSecurity.SECRET + "\r\n";

    assertThat(server.overUnixSocket("/any/protected", named + secret))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("alice [] false HEADER -");
    assertThat(server.overUnixSocket("/any/protected", named)).startsWith("HTTP/1.1 401 ");
    assertThat(server.overUnixSocket("/listed/protected", named + secret))
        .startsWith("HTTP/1.1 401 ");
  }
}
