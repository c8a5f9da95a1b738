// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.server.Ports;

/** Caddy with one of the recipes in {@code deploy/caddy}, or with another configuration. */
public final class Caddy {
  public static final Path PROGRAM = Path.of("/usr/bin/caddy");

  private static final Path RECIPE = GatewayProbes.RECIPES.resolve("caddy");

  private Caddy() {}

  /** The accounts of the other gateways. */
  public static String users() {
    return GatewayProbes.HTPASSWD.replace(":", " ");
  }

  /** The evidence by which the application trusts Caddy. */
  public static String secret() {
    return "header_up X-Gateway-Secret \"" + GatewayDemo.SECRET + "\"\n";
  }

  /**
   * Starts a recipe. It differs from the original in addresses, in the folder and in an operator's
   * additions.
   *
   * @param additions by the text that they replace
   */
  public static Gateway start(
      String recipe, Path folder, int applicationPort, Map<String, String> additions)
      throws IOException, InterruptedException {
    int plainPort = Ports.free();
    int tlsPort = Ports.free();
    Path copied = folder.resolve("copied");
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put("http://:80 {\n", "http://:" + plainPort + " {\n\tbind 127.0.0.1\n");
    changes.put("https://:443 {\n", "https://:" + tlsPort + " {\n\tbind 127.0.0.1\n");
    changes.put("/etc/caddy/gatepass/", copied.resolve("gatepass") + "/");
    changes.put(
        "reverse_proxy 127.0.0.1:8080 {", "reverse_proxy 127.0.0.1:" + applicationPort + " {");
    Gateway.copy(RECIPE, copied, changes);
    for (String file : List.of("certificate.pem", "certificate.key")) {
      Files.copy(folder.resolve(file), copied.resolve("gatepass").resolve(file));
    }
    Files.writeString(copied.resolve("gatepass").resolve("secret.conf"), secret());
    Files.writeString(copied.resolve("gatepass").resolve("users.conf"), users());
    return start(folder, copied.resolve(recipe), plainPort, tlsPort);
  }

  /**
   * An operator's additions to a recipe: a rule with a directive that Caddy would sort behind those
   * of the recipe, and a second site.
   */
  public static Map<String, String> rules(int otherPort) {
    return Map.of(
        "\t# In a route the lines count",
        """
        \t@inside {
        \t\tpath_regexp (?i)^/+(admin|inside|api/inside)([/;]|$)
        \t\tnot remote_ip 192.0.2.1
        \t}
        \trespond @inside 403
        \t# In a route the lines count""",
        "http://:80 {",
        """
        https://:%d {
        \tbind 127.0.0.1
        \ttls /etc/caddy/gatepass/certificate.pem /etc/caddy/gatepass/certificate.key
        \treverse_proxy 127.0.0.1:8080 {
        \t\timport gatepass/forward.conf
        \t}
        }
        http://:80 {"""
            .formatted(otherPort));
  }

  /** Starts a configuration. Caddy stores its own files in the folder. */
  public static Gateway start(Path folder, Path configuration, int plainPort, int tlsPort)
      throws IOException, InterruptedException {
    return Gateway.start(
        folder,
        List.of(
            "/usr/bin/env",
            "XDG_CONFIG_HOME=" + folder.resolve("config"),
            "XDG_DATA_HOME=" + folder.resolve("data"),
            PROGRAM.toString(),
            "run",
            "--adapter",
            "caddyfile",
            "--config",
            configuration.toString()),
        plainPort,
        tlsPort);
  }
}
