// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.proxy.Nginx;
import org.gatepass.it.proxy.NginxRules;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/nginx/basic.conf}: nginx checks the passwords itself. */
@Tag("gateways")
class NginxBasicIT extends GatewayProbes implements NginxRules {
  private Path folder = Path.of("");

  @Override
  protected Path program() {
    return Nginx.PROGRAM;
  }

  @Override
  protected Gateway start(Path folder, int applicationPort)
      throws IOException, InterruptedException {
    return Nginx.start("basic.conf", folder, applicationPort, Map.of());
  }

  @Override
  protected Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws IOException, InterruptedException {
    this.folder = folder;
    return Nginx.start(
        "basic.conf",
        folder,
        applicationPort,
        Nginx.rules("caller-basic", "auth_basic", otherPort));
  }

  @ParameterizedTest
  @ValueSource(strings = {"satisfy any", "auth_basic off"})
  void isNotReadWithARuleThatLeavesOutTheCheckOfItsOwnLocation(String rule) throws Exception {
    Path file = folder.resolve("conf.d").resolve("basic.conf");
    String before = Files.readString(file);
    assertThat(Nginx.checked(folder)).contains("syntax is ok");

    Files.writeString(file, before.replace("X-Own own;\n", "X-Own own;\n" + rule + ";\n"));
    String said = Nginx.checked(folder);
    Files.writeString(file, before);

    assertThat(said).contains("\"" + rule.split(" ", 2)[0] + "\" directive is duplicate");
  }

  @Test
  void protectsAServerThatListensOnLoopbackOnly() throws Exception {
    assertThat(server().listeningAddresses()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    // So does the server that an operator starts by this page.
    assertThat(Files.readString(Path.of("..", "docs", "how-to", "behind-nginx.md")))
        .contains(".jar --nohazelcast --prebootcommandfile local")
        .doesNotContain(".jar --nocluster");
  }
}
