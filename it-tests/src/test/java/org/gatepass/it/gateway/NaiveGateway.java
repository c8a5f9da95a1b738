// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong configurations of a gateway. Gatepass rejects the client with some of them, and writes a
 * log line; with the others an application can't detect the forged header. The latter are the
 * warnings of the pages about proxies.
 *
 * <p>A configuration names its ports 8001, 8002 and so on, and the application's 8080.
 */
@Tag("gateways")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NaiveGateway {
  static final String WRONG_PASSWORD = GatewayProbes.password("carol", "wrong");
  static final String DORAS_PASSWORD = GatewayProbes.password("dora", "dora-gate-1");

  private static final int FIRST_PORT = 8001;

  private final Map<Integer, Integer> ports = new LinkedHashMap<>();
  private ServerProcess server;
  private Gateway gateway;
  private Path folder;

  /** The gateway's program. */
  abstract Path program();

  /** The name of the configuration among the tests' resources. */
  abstract String configuration();

  /**
   * Starts it.
   *
   * @param folder an empty folder
   * @param configuration the configuration's text, with the true ports
   * @param ports them, in the order of their names
   */
  abstract Gateway start(Path folder, String configuration, Map<Integer, Integer> ports)
      throws IOException, InterruptedException;

  @BeforeAll
  void startAll(@TempDir Path folder, GatewayDemo demo) throws IOException, InterruptedException {
    Gateway.assumeInstalled(program());
    this.folder = folder;
    server = demo.server();
    String naive =
        Files.readString(Path.of(System.getProperty("it.resources"), "gateways", configuration()));
    naive = naive.replace("127.0.0.1:8080", "127.0.0.1:" + server.http().port());
    for (int named = FIRST_PORT; naive.contains(":" + named); named++) {
      ports.put(named, Ports.free());
      naive = naive.replace(":" + named, ":" + ports.get(named));
    }
    server.awaitDemo();
    gateway = start(Files.createDirectory(folder.resolve("gateway")), naive, ports);
  }

  @AfterAll
  void stopGateway() {
    if (gateway != null) {
      gateway.close();
    }
  }

  final Http at(int named) {
    return new Http(ports.get(named), "");
  }

  final int port(int named) {
    return ports.get(named);
  }

  /** Runs gatepass-check without a login. */
  final CheckRun check(int named) {
    return checkOf(named, "/api/me");
  }

  final CheckRun checkOf(int named, String path) {
    return CheckRun.of(List.of(url(named, path)));
  }

  /** Runs gatepass-check with the login of dora, whose rights it tries to raise. */
  final CheckRun checkWithDora(int named) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(url(named, "/api/me")));
    arguments.addAll(CheckRun.doras(folder, url(named, "/api/diagnostics")));
    return CheckRun.of(arguments);
  }

  private String url(int named, String path) {
    return "http://127.0.0.1:" + ports.get(named) + path;
  }

  /** How much the demo's log has said. */
  final int logged() {
    return server.log().length();
  }

  /** Waits until the demo's log has a new line about a rejection. */
  final void awaitRejection(String reason, int said) throws InterruptedException {
    server.awaitInLog(
        Pattern.compile(
            "(Rejected|Ignored) .* 127\\.0\\.0\\.1( for client \\S+)?(: .*)? \\(" + reason + "\\)"),
        said);
  }

  static void assertAnonymous(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().isNull("caller")).isTrue();
  }

  static void assertCarol(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo("carol");
  }

  static void assertDora(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo("dora");
  }

  /** Anonymous on public resources, 401 on protected ones, and a log line with the reason. */
  final void assertUnauthenticated(Http client, String reason) throws InterruptedException {
    int said = logged();
    assertAnonymous(client.get("/api/whoami"));
    assertThat(client.get("/api/me").status()).isEqualTo(401);
    awaitRejection(reason, said);
  }

  /** 400 for all resources, and a log line with the reason. */
  final void assertRejected(Http client, String reason) throws InterruptedException {
    int said = logged();
    for (String path : new String[] {"/", "/api/whoami", "/api/me"}) {
      assertThat(client.get(path).status()).as(path).isEqualTo(400);
    }
    awaitRejection(reason, said);
  }

  /** The caller forges the rights of an administrator. */
  static void assertAdministrator(Http dora) {
    Answer answer = dora.header("remote-groups", "idp-admins").get("/api/whoami");
    assertDora(answer);
    assertThat(answer.json().getJsonArray("groups").toString()).contains("administrator");
  }
}
