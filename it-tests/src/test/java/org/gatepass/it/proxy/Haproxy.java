// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.server.Ports;

/** HAProxy with one of the recipes in {@code deploy/haproxy}, or with another configuration. */
public final class Haproxy {
  public static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

  private Haproxy() {}

  /** The accounts of the other gateways. */
  public static String userlist() {
    return GatewayProbes.HTPASSWD
        .lines()
        .map(line -> "  user " + line.replace(":", " password ") + "\n")
        .collect(Collectors.joining("", "userlist gatepass\n", ""));
  }

  /** The evidence by which the application trusts HAProxy. */
  public static String secret() {
    return "global\n  setenv GATEWAY_SECRET \"" + GatewayDemo.SECRET + "\"\n";
  }

  /**
   * Starts a recipe, which differs from what people copy in its addresses and folder, and in what
   * an operator adds to it.
   *
   * @param recipe its folder
   */
  public static Gateway start(
      String recipe, Path folder, int applicationPort, Map<String, String> additions)
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
    Gateway.copy(GatewayProbes.RECIPES.resolve("haproxy").resolve(recipe), gatepass, changes);
    Files.copy(folder.resolve("certificate.pem"), gatepass.resolve("certificate.pem"));
    Files.copy(folder.resolve("certificate.key"), gatepass.resolve("certificate.pem.key"));
    Files.writeString(gatepass.resolve("10-secret.cfg"), secret());
    Files.writeString(gatepass.resolve("20-users.cfg"), userlist());
    return start(folder, gatepass, plainPort, tlsPort);
  }

  /** The rules of {@link GatewayProbes#startWithRules}. "allow" ends the rules of its section. */
  public static Map<String, String> rules(int otherPort) {
    return Map.of(
        "  default_backend gatepass-application\n",
        """
          acl inside path_reg -i ^/+(admin|inside|api/inside)([/;]|$)
          http-request deny if inside !{ src 192.0.2.1 }
          http-request allow
          default_backend gatepass-application

        frontend other from gatepass
          bind 127.0.0.1:%d ssl crt /etc/haproxy/gatepass/certificate.pem
          default_backend gatepass-application
        """
            .formatted(otherPort),
        "  server application 127.0.0.1:8080",
        "  http-request deny if { path_beg -i /api/alice-last }"
            + " !{ var(txn.caller) -m str alice }\n  server application 127.0.0.1:8080");
  }

  /** Starts a configuration: a file, or a folder of them. */
  public static Gateway start(Path folder, Path configuration, int plainPort, int tlsPort)
      throws IOException, InterruptedException {
    Path around = Path.of(System.getProperty("it.resources"), "gateways", "haproxy.cfg");
    return Gateway.start(
        folder,
        List.of(PROGRAM.toString(), "-f", around.toString(), "-f", configuration.toString()),
        plainPort,
        tlsPort);
  }
}
