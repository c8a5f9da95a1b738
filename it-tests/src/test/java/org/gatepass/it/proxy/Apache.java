// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepass.it.client.Http;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Keycloak;
import org.gatepass.it.server.Ports;

/** Apache httpd with the recipe in {@code deploy/apache}, or with another configuration. */
public final class Apache {
  public static final Path PROGRAM = Path.of("/usr/sbin/apache2");

  /** The module for SAML. */
  public static final Path MELLON = Path.of("/usr/lib/apache2/modules/mod_auth_mellon.so");

  /** The module for AJP. */
  public static final Path AJP = Path.of("/usr/lib/apache2/modules/mod_proxy_ajp.so");

  /** AJP's secret in each request of {@link #startWithAjp}. */
  public static final String AJP_SECRET = "ajp-secret-of-the-tests";

  private Apache() {}

  /**
   * Starts the recipe, which differs from what people copy in its addresses, and in what an
   * operator adds to it.
   */
  public static Gateway start(
      Path folder, int applicationPort, Map<String, String> additions, Integer... morePorts)
      throws IOException, InterruptedException {
    return start(folder, "basic.conf", applicationPort, additions, Map.of(), morePorts);
  }

  /**
   * Starts a recipe that lets Keycloak authenticate people.
   *
   * @param recipe its file
   * @param additions the changes of a test, which may be those of openid-client.conf too
   */
  public static Gateway startWithOpenId(
      Path folder,
      String recipe,
      int applicationPort,
      Keycloak keycloak,
      Map<String, String> additions)
      throws IOException, InterruptedException {
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put("https://id.example.org/realms/clinic", keycloak.issuer());
    changes.put("CHANGE-client-secret", Keycloak.secret("gateway"));
    changes.put("CHANGE-passphrase", "passphrase-of-the-tests");
    return start(folder, recipe, applicationPort, changes, Map.of());
  }

  /**
   * Starts the recipe for SAML.
   *
   * @param saml an absolute path of a folder with the keys and metadata of both sides
   */
  public static Gateway startWithSaml(
      Path folder, int applicationPort, Path saml, Map<String, String> additions)
      throws IOException, InterruptedException {
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put("/etc/apache2/gatepass/saml/", saml + "/");
    changes.put(
        "TraceEnable Off\n",
        """
        LoadModule auth_mellon_module %s
        MellonLockFile %s
        TraceEnable Off
        """
            .formatted(MELLON, folder.resolve("mellon.lock")));
    return start(folder, "saml.conf", applicationPort, changes, Map.of());
  }

  /** The same for one of the recipes, with environment variables for httpd. */
  public static Gateway start(
      Path folder,
      String recipe,
      int applicationPort,
      Map<String, String> additions,
      Map<String, String> environment,
      Integer... morePorts)
      throws IOException, InterruptedException {
    int plainPort = Ports.free();
    int tlsPort = Ports.free();
    Path sites = Files.createDirectory(folder.resolve("sites-enabled"));
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put("<VirtualHost *:80>", "<VirtualHost 127.0.0.1:" + plainPort + ">");
    changes.put("<VirtualHost *:443>", "<VirtualHost 127.0.0.1:" + tlsPort + ">");
    changes.put("/etc/apache2/gatepass\n", folder.resolve("gatepass") + "\n");
    changes.put("http://127.0.0.1:8080/", "http://127.0.0.1:" + applicationPort + "/");
    Gateway.copy(GatewayProbes.RECIPES.resolve("apache"), folder.resolve("copied"), changes);
    Files.move(folder.resolve("copied").resolve(recipe), sites.resolve("gatepass.conf"));
    Path gatepass =
        Files.move(folder.resolve("copied").resolve("gatepass"), folder.resolve("gatepass"));
    for (String file : List.of("certificate.pem", "certificate.key")) {
      Files.copy(folder.resolve(file), gatepass.resolve(file));
    }
    Files.writeString(
        gatepass.resolve("secret.conf"),
        "RequestHeader set X-Gateway-Secret \"" + GatewayDemo.SECRET + "\"\n");
    Files.writeString(gatepass.resolve(".htpasswd"), GatewayProbes.HTPASSWD + GatewayProbes.REALMS);
    Files.move(
        gatepass.resolve("openid-client.conf.example"), gatepass.resolve("openid-client.conf"));
    List<Integer> ports = new ArrayList<>(List.of(plainPort, tlsPort));
    ports.addAll(List.of(morePorts));
    return start(folder, plainPort, tlsPort, ports, environment);
  }

  /**
   * Starts httpd as an AJP proxy that sends AJP's secret. A login is optional; httpd sends the name
   * of a person who logs in.
   */
  public static Gateway startWithAjp(Path folder, int ajpPort)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Files.writeString(folder.resolve(".htpasswd"), GatewayProbes.HTPASSWD);
    Files.writeString(
        Files.createDirectory(folder.resolve("sites-enabled")).resolve("ajp.conf"),
        """
        LoadModule proxy_ajp_module %s
        <VirtualHost 127.0.0.1:%d>
          ProxyPass / ajp://127.0.0.1:%d/ secret=%s
          <If "-n req('Authorization')">
            AuthType Basic
            AuthName application
            AuthUserFile .htpasswd
            Require valid-user
          </If>
        </VirtualHost>
        """
            .formatted(AJP, port, ajpPort, AJP_SECRET));
    return start(folder, port, port, List.of(port));
  }

  /** A client with alice's password for {@link #startWithAjp}. */
  public static Http alice(Http client) {
    return client.header("authorization", GatewayProbes.password("alice", "alice-gate-1"));
  }

  /** The rules of {@link GatewayProbes#startWithRules}. */
  public static Map<String, String> rules(int otherPort) {
    return Map.of(
        "TraceEnable Off\n",
        """
        TraceEnable Off
        <VirtualHost 127.0.0.1:%d>
          ServerName app.example.org
          SSLEngine On
          SSLCertificateFile    gatepass/certificate.pem
          SSLCertificateKeyFile gatepass/certificate.key
          Include gatepass/forward.conf
          ProxyPass / http://127.0.0.1:8080/
        </VirtualHost>
        """
            .formatted(otherPort),
        "  Include gatepass/forward.conf\n",
        """
          <LocationMatch "(?i)^/+(?:inside|api/inside)(?:[/;]|$)">
            Require ip 192.0.2.1
          </LocationMatch>
          Include gatepass/forward.conf
        """,
        "  ProxyPassReverse / http://app.example.org/\n",
        """
          ProxyPassReverse / http://app.example.org/
          <LocationMatch "(?i)^/+admin(?:[/;]|$)">
            Require ip 192.0.2.1
          </LocationMatch>
        """);
  }

  /** Starts what a folder holds in {@code sites-enabled}. */
  public static Gateway start(Path folder, int plainPort, int tlsPort, Collection<Integer> ports)
      throws IOException, InterruptedException {
    return start(folder, plainPort, tlsPort, ports, Map.of());
  }

  private static Gateway start(
      Path folder,
      int plainPort,
      int tlsPort,
      Collection<Integer> ports,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    String around =
        Files.readString(Path.of(System.getProperty("it.resources"), "gateways", "apache.conf"));
    String listening =
        ports.stream().map(port -> "Listen 127.0.0.1:" + port + "\n").collect(Collectors.joining());
    Path configuration =
        Files.writeString(
            folder.resolve("apache.conf"), around.replace("Listen 80\nListen 443\n", listening));
    // Started by root, httpd reads the password file as another user.
    Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
    return Gateway.start(
        folder,
        List.of(
            PROGRAM.toString(),
            "-DFOREGROUND",
            "-d",
            folder.toString(),
            "-f",
            configuration.toString()),
        environment,
        plainPort,
        tlsPort);
  }
}
