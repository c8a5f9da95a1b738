// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Upstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Further tests for recipes in which a script calls the authentication server. */
abstract class ScriptedServerProbes extends AuthenticationServerProbes {
  ScriptedServerProbes() throws IOException {}

  @Override
  List<String> faults() {
    return List.of("error", "missing", "cut", "twice", "hanging");
  }

  /** Changes of the recipe's files with which the server gets the client's Remote-User. */
  abstract Map<String, String> mistakes();

  /** A careless server trusts a caller who is named in the request. */
  @Test
  void namesTheClientsCallerIfTheServerGetsTheClientsHeader(
      @TempDir Path temporary, GatewayDemo demo) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("naive"));
    demo.writeCertificate(folder);
    try (Upstream application = new Upstream();
        Gateway naive = startCalling(folder, application.port(), mistakes())) {
      to(naive).header("remote-user", "carol").get(CALLERS_PATH);

      assertThat(application.taken())
          .singleElement()
          .satisfies(head -> assertThat(head.values("remote-user")).containsExactly("carol"));
    }
  }
}
