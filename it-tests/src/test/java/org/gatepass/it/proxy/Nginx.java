// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.server.Ports;

/** nginx with one of the recipes in {@code deploy/nginx}. */
public final class Nginx {
  public static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private static final Path RECIPE = GatewayProbes.RECIPES.resolve("nginx");

  private Nginx() {}

  /**
   * Starts a recipe. It differs from the original in addresses and in an operator's additions.
   *
   * @param additions by the text that they replace
   */
  public static Gateway start(
      String recipe, Path folder, int applicationPort, Map<String, String> additions)
      throws IOException, InterruptedException {
    return start(recipe, folder, "server 127.0.0.1:" + applicationPort + ";", additions);
  }

  /**
   * Starts a recipe in front of several nodes.
   *
   * @param nodes the content of the recipe's {@code upstream}
   */
  public static Gateway start(
      String recipe, Path folder, String nodes, Map<String, String> additions)
      throws IOException, InterruptedException {
    int plainPort = Ports.free();
    int tlsPort = Ports.free();
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put("listen 80;", "listen 127.0.0.1:" + plainPort + ";");
    changes.put("listen 443 ssl;", "listen 127.0.0.1:" + tlsPort + " ssl;");
    changes.put("server 127.0.0.1:8080;", nodes);
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

  /**
   * An operator's additions to a recipe: locations of each kind, and a second server.
   *
   * @param include the file that names a caller
   * @param check the directive that requires a caller
   */
  public static Map<String, String> rules(String include, String check, int otherPort) {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put(
        "  # gatepass.sign-out-url=/gateway/sign-out",
        """
          location /admin/ {
            allow      192.0.2.1;
            deny       all;
            include    gatepass/%1$s.conf;
            proxy_pass http://gatepass_application;
          }
          location ~* "^/+(?:admin|inside|api/inside)(?:[/;]|$)" {
            allow      192.0.2.1;
            deny       all;
            include    gatepass/%1$s.conf;
            proxy_pass http://gatepass_application;
          }
          location /api/own-header/ {
            include          gatepass/%1$s.conf;
            proxy_set_header X-Own own;
            proxy_pass       http://gatepass_application;
          }
          location /api/own-header-alone/ {
            proxy_set_header X-Own own;
            proxy_pass       http://gatepass_application;
          }
          location /api/outer/ {
            include    gatepass/%1$s.conf;
            proxy_pass http://gatepass_application;
            location /api/outer/inner/ {
              %2$s off;
              proxy_pass http://gatepass_application;
            }
            location /api/outer/any/ {
              satisfy    any;
              allow      all;
              proxy_pass http://gatepass_application;
            }
          }
          location /api/led-on/ {
            include    gatepass/%1$s.conf;
            error_page 401 = /api/outer/inner/;
            proxy_pass http://gatepass_application;
          }
          # gatepass.sign-out-url=/gateway/sign-out"""
            .formatted(include, check));
    rules.put(
        "upstream gatepass_application {",
        """
        server {
          listen              127.0.0.1:%d ssl;
          ssl_certificate     gatepass/certificate.pem;
          ssl_certificate_key gatepass/certificate.key;
          server_name         app.example.org;
          location / {
            include    gatepass/forward.conf;
            proxy_pass http://gatepass_application;
          }
          location /api/ {
            include    gatepass/%s.conf;
            proxy_pass http://gatepass_application;
          }
        }
        upstream gatepass_application {"""
            .formatted(otherPort, include));
    return rules;
  }

  /** The messages of nginx about a recipe with additions, which it only checks. */
  public static String checked(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-t",
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-e",
                "stderr")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Has nginx read its changed configuration. */
  public static void reload(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-e",
                "stderr",
                "-s",
                "reload")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("nginx did not reload, and said:\n" + said);
    }
  }

  /** Starts what a folder holds in {@code conf.d}. */
  public static Gateway start(Path folder, int plainPort, int tlsPort)
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
