// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** HAProxy with the recipe in {@code deploy/haproxy}, or with another configuration. */
final class Haproxy {
  static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  private Haproxy() {}

  /** The accounts of the other gateways. */
  static String userlist() {
    return GatewayProbes.HTPASSWD
        .lines()
        .map(line -> "  user " + line.replace(":", " password ") + "\n")
        .collect(Collectors.joining("", "userlist gatepass\n", ""));
  }

  /** The evidence by which the application trusts HAProxy. */
  static String secret() {
    return "global\n  setenv GATEWAY_SECRET \"" + GatewayDemo.SECRET + "\"\n";
  }

  /**
   * Starts the recipe, which differs from what people copy in its addresses and folder, and in what
   * an operator adds to it.
   */
  static Gateway start(Path folder, int applicationPort, Map<String, String> additions)
      throws IOException, InterruptedException {
    int plainPort = Ports.free();
    int tlsPort = Ports.free();
    Path gatepass = folder.resolve("gatepass");
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put("bind :80\n", "bind 127.0.0.1:" + plainPort + "\n");
    changes.put("bind :443 ", "bind 127.0.0.1:" + tlsPort + " ");
    changes.put("/etc/haproxy/gatepass/", gatepass + "/");
    changes.put(
        "server application 127.0.0.1:8080", "server application 127.0.0.1:" + applicationPort);
    Gateway.copy(GatewayProbes.RECIPES.resolve("haproxy").resolve("gatepass"), gatepass, changes);
    Files.copy(folder.resolve("certificate.pem"), gatepass.resolve("certificate.pem"));
    Files.copy(folder.resolve("certificate.key"), gatepass.resolve("certificate.pem.key"));
    Files.writeString(gatepass.resolve("10-secret.cfg"), secret());
    Files.writeString(gatepass.resolve("20-users.cfg"), userlist());
    return start(folder, gatepass, plainPort, tlsPort);
  }

  /** Starts a configuration: a file, or a folder of them. */
  static Gateway start(Path folder, Path configuration, int plainPort, int tlsPort)
      throws IOException, InterruptedException {
    Path around = Path.of(System.getProperty("it.resources"), "gateways", "haproxy.cfg");
    return Gateway.start(
        folder,
        List.of(PROGRAM.toString(), "-f", around.toString(), "-f", configuration.toString()),
        plainPort,
        tlsPort);
  }
}
