// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatepass.it.attack.AttackedDemo;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Upstream;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.proxy.Haproxy;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names beyond ASCII: Payara's response to their bytes, and the gateways that can percent-encode
 * them, as on the pages about proxies.
 */
@Tag("gateways")
@ExtendWith(GatewayDemo.OfTheRun.class)
class EncodedNamesIT {
  private static final String JUERGEN = "j\u00fcrgen";

  /** In UTF-8, the bytes as characters. */
  private static final String BYTES = AttackedDemo.utf8(JUERGEN);

  private static final String LOGIN = GatewayProbes.password(JUERGEN, "dora-gate-1");

  /** Dora's password. */
  private static final String HASH = "$2y$05$kDTdpxI5nJc/zWWN3CEAIuPXtwU6CNNlF/cdNvxK88bppqxbsTJ5O";

  @TempDir Path folder;

  @Test
  void payaraAnswersTheBytesItselfAndLogsNothing(GatewayDemo demo)
      throws IOException, InterruptedException {
    Gateway.assumeInstalled(Apache.PROGRAM);
    ServerProcess server = demo.server();
    server.awaitDemo();
    Http proxy = server.http().header("x-gateway-secret", GatewayDemo.SECRET);
    int said = server.log().length();

    for (String header : List.of("remote-user", "remote-name", "x-other")) {
      Http.Answer answer = proxy.header(header, BYTES).get("/api/whoami");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).isEmpty();
    }

    // A line of ours comes after what the server would have written of these.
    assertThat(proxy.header("remote-user", "al ice").get("/api/whoami").status()).isEqualTo(400);
    server.awaitInLog("remote-user (UNFIT_NAME)", said);
    assertThat(server.log().substring(said)).doesNotContain("400", "UNREADABLE", "UNCLEAN");
  }

  @Test
  void httpdEncodesThem() throws IOException, InterruptedException {
    Gateway.assumeInstalled(Apache.PROGRAM);
    int port = Ports.free();
    try (Upstream upstream = new Upstream()) {
      Path sites = Files.createDirectories(folder.resolve("httpd").resolve("sites-enabled"));
      Files.writeString(
          sites.resolve("encoded.conf"),
          """
          <VirtualHost 127.0.0.1:%d>
            <Location />
              AuthType Basic
              AuthName Application
              AuthUserFile .htpasswd
              Require valid-user
              RequestHeader set Remote-User "expr=%%{escape:%%{REMOTE_USER}}"
            </Location>
            ProxyPass / http://127.0.0.1:%d/
          </VirtualHost>
          """
              .formatted(port, upstream.port()));
      Files.writeString(
          sites.resolveSibling(".htpasswd"), JUERGEN + ":" + HASH + "\na%2Cb:" + HASH + "\n");
      try (Gateway httpd = Apache.start(folder.resolve("httpd"), port, port, List.of(port))) {
        assertThat(sent(httpd, upstream, LOGIN)).isEqualTo("j%c3%bcrgen");
        assertThat(sent(httpd, upstream, GatewayProbes.password("a%2Cb", "dora-gate-1")))
            .isEqualTo("a%252Cb");
      }
    }
  }

  @Test
  void haproxyEncodesThem() throws IOException, InterruptedException {
    Gateway.assumeInstalled(Haproxy.PROGRAM);
    int port = Ports.free();
    try (Upstream upstream = new Upstream()) {
      Path encoded = Files.createDirectories(folder.resolve("haproxy"));
      Path configuration =
          Files.writeString(
              encoded.resolve("encoded.cfg"),
              """
              defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
              userlist gatepass
                user %1$s password %2$s
                user a%%2Cb password %2$s
              frontend encoded
                bind 127.0.0.1:%3$d
                http-request auth unless { http_auth(gatepass) }
                http-request set-header Remote-User %%[http_auth_user,url_enc]
                default_backend application
              backend application
                server application 127.0.0.1:%4$d
              """
                  .formatted(JUERGEN, HASH, port, upstream.port()));
      try (Gateway haproxy = Haproxy.start(encoded, configuration, port, port)) {
        assertThat(sent(haproxy, upstream, LOGIN)).isEqualTo("j%C3%BCrgen");
        assertThat(sent(haproxy, upstream, GatewayProbes.password("a%2Cb", "dora-gate-1")))
            .isEqualTo("a%252Cb");
      }
    }
  }

  /** The caller name that a gateway sends. */
  private static String sent(Gateway gateway, Upstream upstream, String authorization) {
    upstream.taken();
    assertThat(
            new Http(gateway.plainPort(), "")
                .header("Authorization", authorization)
                .get("/")
                .status())
        .isEqualTo(204);
    return upstream.taken().get(0).values("remote-user").get(0);
  }
}
