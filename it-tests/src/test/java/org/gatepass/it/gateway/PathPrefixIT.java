// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gatepass.it.attack.AttackCount;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Nginx;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A public address with a path, and other origins whose pages post to the application. */
@ArquillianTest
@ExtendWith(AttackCount.class)
class PathPrefixIT implements PathPrefixCases {
  private static final Path PAGE = Path.of("..", "docs", "how-to", "path-prefix.md");

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone("prefixed.war", PathPrefixCases.classes()).setWebXML("open-web.xml");
  }

  @Override
  public Http http() {
    return Http.to(base, "/prefixed");
  }

  @Test
  @Tag("gateways")
  void worksBehindNginxWithThePage(@TempDir Path folder) throws Exception {
    Gateway.assumeInstalled(Nginx.PROGRAM);
    int port = Ports.free();
    try (Gateway nginx = nginx(folder, port)) {
      Http browser = new Http(nginx.plainPort(), "").header("Accept", "text/html");
      assertThat(browser.get("/prefixed/closed").status()).isEqualTo(404);
      assertThat(browser.get("/closed").status()).isEqualTo(404);

      String location = browser.get("/apps/x/protected/a?b=c").header("location").orElseThrow();
      assertThat(location).isEqualTo(LOGIN);
      assertThat(browser.get(location).body()).startsWith("place=/login ");
      String next =
          URLDecoder.decode(location.replaceFirst(".*[?]next=", ""), StandardCharsets.UTF_8);
      Answer back = browser.header("x-caller", "alice").get(next);
      assertThat(back.body()).startsWith("place=/protected caller=alice ");

      Answer noted = browser.header("x-caller", "alice").get("/apps/x/closed?do=note&to=y");
      assertThat(noted.header("set-cookie").orElseThrow())
          .containsIgnoringCase("path=/apps/x")
          .containsIgnoringCase("secure");
      assertThat(
              browser
                  .header("x-caller", "alice")
                  .header("Cookie", noted.lastSessionCookie().orElseThrow())
                  .get("/apps/x/closed")
                  .body())
          .endsWith(" note=y");
    } finally {
      System.out.println(Files.readString(folder.resolve("gateway.log")));
    }
  }

  /** nginx with the location of the page, which takes the caller from a header of the test. */
  private Gateway nginx(Path folder, int port) throws IOException, InterruptedException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```nginx\n") + "```nginx\n".length();
    String location =
        page.substring(start, page.indexOf("```", start))
            .replace("http://127.0.0.1:8080/app/", "http://" + http().host() + "/prefixed/")
            .replace(
                "include gatepass/caller-basic.conf;",
                "proxy_set_header Remote-User $http_x_caller;");
    assertThat(location).contains("/prefixed/", "$http_x_caller");
    Files.writeString(
        Files.createDirectory(folder.resolve("conf.d")).resolve("prefix.conf"),
        "server {\n  listen 127.0.0.1:"
            + port
            + ";\n  location / { return 404; }\n"
            + location
            + "}\n");
    return Nginx.start(folder, port, port);
  }
}
