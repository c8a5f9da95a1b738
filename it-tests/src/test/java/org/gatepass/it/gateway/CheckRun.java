// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatepass.check.Check;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;

/**
 * A run of gatepass-check, which forges carol, against a gateway in front of the demo.
 *
 * @param status the exit code
 * @param report the report, and the reason if the check cannot judge
 */
public record CheckRun(int status, String report) {
  private static final String UNSAFE = "  NOT SAFE  ";

  static CheckRun of(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--account", "carol", "--pause", "0"));
    int status = Check.run(print, print, all.toArray(String[]::new));
    String report = out.toString(StandardCharsets.UTF_8);
    assertThat(report).doesNotContain(GatewayDemo.SECRET);
    return new CheckRun(status, report);
  }

  /**
   * A run through a gateway, and past it.
   *
   * @param own the folder of the gateway with its certificate
   * @param paths the protected pages
   */
  public static CheckRun through(Gateway gateway, Path own, int applicationPort, String... paths) {
    List<String> arguments = new ArrayList<>();
    for (String path : paths) {
      arguments.add("https://" + GatewayDemo.SITE + path);
    }
    arguments.addAll(
        List.of(
            "--connect",
            "127.0.0.1:" + gateway.tlsPort(),
            "--trust",
            own.resolve("certificate.pem").toString(),
            "--direct",
            "http://127.0.0.1:" + applicationPort));
    return of(arguments);
  }

  /** The options for the login of dora, who may not read a page that the forged group may read. */
  static List<String> doras(Path folder, String forbidden) throws IOException {
    Path login =
        Files.writeString(
            folder.resolve("login"), "Authorization: " + NaiveGateway.DORAS_PASSWORD + "\n");
    return List.of(
        "--login",
        login.toString(),
        "--forbidden",
        forbidden,
        "--groups-header",
        "remote-groups",
        "--group",
        "idp-admins");
  }

  /** The requests that were accepted. */
  List<String> accepted() {
    return report
        .lines()
        .filter(line -> line.startsWith(UNSAFE))
        .map(line -> line.substring(UNSAFE.length()))
        .toList();
  }

  public CheckRun assertSafe() {
    assertThat(status).as(report).isZero();
    return this;
  }

  /** Fails unless the check accepts these, among others. */
  CheckRun assertAccepted(String... requests) {
    assertThat(status).as(report).isEqualTo(1);
    assertThat(accepted()).contains(requests);
    return this;
  }
}
