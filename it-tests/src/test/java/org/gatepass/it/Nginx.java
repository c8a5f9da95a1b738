// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** nginx with one of the recipes in {@code deploy/nginx}. */
final class Nginx {
  static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private static final Path RECIPE = GatewayProbes.RECIPES.resolve("nginx");

  private Nginx() {}

  /** Starts a recipe that differs from what people copy in its addresses alone. */
  static Gateway start(
      String recipe, Path folder, int applicationPort, Map<String, String> addresses)
      throws IOException, InterruptedException {
    int plainPort = Ports.free();
    int tlsPort = Ports.free();
    Map<String, String> changes = new HashMap<>(addresses);
    changes.put("listen 80;", "listen 127.0.0.1:" + plainPort + ";");
    changes.put("listen 443 ssl;", "listen 127.0.0.1:" + tlsPort + " ssl;");
    changes.put("server 127.0.0.1:8080;", "server 127.0.0.1:" + applicationPort + ";");
    Gateway.copy(RECIPE, folder.resolve("copied"), changes);
    Files.createDirectory(folder.resolve("conf.d"));
    Files.move(folder.resolve("copied").resolve(recipe), folder.resolve("conf.d").resolve(recipe));
    Path gatepass =
        Files.move(folder.resolve("copied").resolve("gatepass"), folder.resolve("gatepass"));
    for (String file : List.of("certificate.pem", "certificate.key")) {
      Files.copy(folder.resolve(file), gatepass.resolve(file));
    }
    Files.writeString(
        gatepass.resolve("secret.conf"),
        "proxy_set_header X-Gateway-Secret \"" + GatewayDemo.SECRET + "\";\n");
    Files.writeString(gatepass.resolve(".htpasswd"), GatewayProbes.HTPASSWD);
    return start(folder, plainPort, tlsPort);
  }

  /** Starts what a folder holds in {@code conf.d}. */
  static Gateway start(Path folder, int plainPort, int tlsPort)
      throws IOException, InterruptedException {
    Path configuration = folder.resolve("nginx.conf");
    Files.copy(
        Path.of(System.getProperty("it.resources"), "gateways", "nginx.conf"), configuration);
    return Gateway.start(
        folder,
        List.of(
            PROGRAM.toString(),
            "-p",
            folder.toString(),
            "-c",
            configuration.toString(),
            "-e",
            "stderr"),
        plainPort,
        tlsPort);
  }
}
