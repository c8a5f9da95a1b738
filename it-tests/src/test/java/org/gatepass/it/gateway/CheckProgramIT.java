// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.gatepass.check.Check;
import org.gatepass.it.server.Wars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JAR of gatepass-check, as an operator runs it: {@code java -jar gatepass-check.jar}. */
class CheckProgramIT {
  @TempDir Path folder;

  private String output = "";

  private int run(String... arguments) throws IOException, InterruptedException {
    Path file = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", Wars.jarOf(Check.class).getPath()));
    command.addAll(List.of(arguments));
    Process program =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile()).start();
    int status = program.waitFor();
    output = Files.readString(file);
    return status;
  }

  /** Runs it against a server that challenges all requests but those of a rule. */
  private int runAgainst(Predicate<Headers> accepted) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          boolean isCaller = accepted.test(exchange.getRequestHeaders());
          exchange.sendResponseHeaders(isCaller ? 200 : 401, -1);
          exchange.close();
        });
    server.start();
    try {
      return run(
          "http://127.0.0.1:" + server.getAddress().getPort() + "/api/me",
          "--account",
          "carol",
          "--pause",
          "0");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void printsItsOptions() throws IOException, InterruptedException {
    assertThat(run("--help")).as(output).isZero();
    assertThat(output).contains("--account NAME");
  }

  @Test
  void endsWithZeroWhereAllIsSafe() throws IOException, InterruptedException {
    assertThat(runAgainst(headers -> false)).as(output).isZero();
    assertThat(output).contains("\nSAFE: the deployment accepts 0 of ");
  }

  @Test
  void endsWithOneWhereAForgedHeaderIsAccepted() throws IOException, InterruptedException {
    assertThat(runAgainst(headers -> "carol".equals(headers.getFirst("remote-user"))))
        .as(output)
        .isEqualTo(1);
    assertThat(output).contains("  NOT SAFE  remote-user: 200\n").contains("\nNOT SAFE: ");
  }

  @Test
  void endsWithTwoForAWrongOption() throws IOException, InterruptedException {
    assertThat(run("http://127.0.0.1/", "--account", "carol", "--no-such")).isEqualTo(2);
    assertThat(output).startsWith("check: ");
  }
}
