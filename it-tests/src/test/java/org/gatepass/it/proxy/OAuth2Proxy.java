// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Keycloak;
import org.gatepass.it.server.Ports;

/** oauth2-proxy with the files of {@code deploy/oauth2-proxy}, and the Redis that it needs. */
public final class OAuth2Proxy {
  /** Where {@code go install} puts it. */
  public static final Path PROGRAM =
      Path.of(
              System.getenv()
                  .getOrDefault(
                      "GOPATH", Path.of(System.getProperty("user.home"), "go").toString()))
          .resolve("bin")
          .resolve("oauth2-proxy");

  /** Redis, which stores the sessions. */
  public static final Path REDIS = Path.of("/usr/bin/redis-server");

  private OAuth2Proxy() {}

  /** Starts a Redis that stores nothing on disk. */
  public static Gateway startRedis(Path folder) throws IOException, InterruptedException {
    int port = Ports.free();
    List<String> command = new ArrayList<>(List.of(REDIS.toString(), "--bind", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(port), "--save", "", "--appendonly", "no"));
    return Gateway.start(folder, command, port, port);
  }

  /**
   * Starts it as the proxy.
   *
   * @param folder holds certificate.pem and certificate.key
   * @param changes the changes of a test
   */
  public static Gateway startAsProxy(
      Path folder,
      int applicationPort,
      Keycloak keycloak,
      Gateway redis,
      Map<String, String> changes)
      throws IOException, InterruptedException {
    int plainPort = Ports.free();
    int tlsPort = Ports.free();
    Map<String, String> all = new LinkedHashMap<>(changes);
    all.put("0.0.0.0:80", "127.0.0.1:" + plainPort);
    all.put("0.0.0.0:443", "127.0.0.1:" + tlsPort);
    all.put("http://127.0.0.1:8080/", "http://127.0.0.1:" + applicationPort + "/");
    List<String> command = command(folder, "proxy.yaml", keycloak, redis, all);
    command.add("--force-https");
    return Gateway.start(folder, command, plainPort, tlsPort);
  }

  /** Starts it for nginx or Caddy, which calls it. */
  public static Gateway startAsked(
      Path folder, Keycloak keycloak, Gateway redis, Map<String, String> changes)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Map<String, String> all = new LinkedHashMap<>(changes);
    all.put("127.0.0.1:4180", "127.0.0.1:" + port);
    List<String> command = command(folder, "asked.yaml", keycloak, redis, all);
    command.addAll(List.of("--reverse-proxy", "--trusted-proxy-ip=127.0.0.1"));
    return Gateway.start(folder, command, port, port);
  }

  private static List<String> command(
      Path folder, String file, Keycloak keycloak, Gateway redis, Map<String, String> changes)
      throws IOException {
    changes.put("/etc/oauth2-proxy/", folder + "/");
    changes.put("https://id.example.org/realms/clinic", keycloak.issuer());
    changes.put("redis://127.0.0.1:6379", "redis://127.0.0.1:" + redis.plainPort());
    Gateway.copy(GatewayProbes.RECIPES.resolve("oauth2-proxy"), folder, changes);
    Files.writeString(folder.resolve("cookie-secret"), "cookie-secret-of-the-tests-32byt");
    Files.writeString(folder.resolve("client-secret"), Keycloak.secret("gateway"));
    Files.writeString(folder.resolve("gateway-secret"), GatewayDemo.SECRET);
    return new ArrayList<>(
        List.of(
            PROGRAM.toString(),
            "--config=" + folder.resolve("oauth2-proxy.cfg"),
            "--alpha-config=" + folder.resolve(file)));
  }
}
