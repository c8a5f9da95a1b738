// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatepass.it.client.ConstantRate;
import org.gatepass.it.client.ConstantRate.Timed;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * More password logins than one processor can check, on a machine with two, beside callers of the
 * header login. The load comes from the same machine.
 */
@Tag("thorough")
@Tag("timed")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, to set its own limit of checks.")
class PasswordLoadIT {
  private static final int LOGINS_PER_SECOND = 50;
  private static final int HEADER_REQUESTS_PER_SECOND = 100;
  private static final int SECONDS = 10;
  private static final double MAX_MILLIS = 20;

  @TempDir Path folder;

  private ServerProcess start(String fallback) throws IOException, InterruptedException {
    ServerProcess server =
        PayaraMicro.startMeasured(
            folder,
            Map.of(
                "GATEPASS_TRUSTED_PROXIES",
                Http.TRUSTED,
                "GATEPASS_FALLBACK",
                fallback,
                "GATEPASS_PASSWORD_CHECKS",
                "1",
                "GATEPASS_DEMO_SAMPLE_ACCOUNTS",
                "true"));
    server.awaitDemo();
    return server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"FORM", "BASIC"})
  void rejectsTheSurplusOfPasswordLoginsWithoutAWaitOfHeaderCallers(String fallback)
      throws Exception {
    try (ServerProcess server = start(fallback)) {
      bothAtOnce(server, fallback); // the server compiles its code
      report(fallback + ", header callers alone", callers(server).answers());

      Load load = bothAtOnce(server, fallback);
      for (int more = 0; more < 2 && load.slowCallers(); more++) {
        load = bothAtOnce(server, fallback); // something else may have used the machine
      }

      report(fallback + ", header callers beside logins", load.callers);
      Map<Integer, List<Timed>> logins =
          load.logins.stream().collect(Collectors.groupingBy(login -> login.answer().status()));
      logins.forEach((status, some) -> report(fallback + ", logins with " + status, some));
      assertThat(logins.keySet()).containsExactlyInAnyOrder(401, 503);
      assertThat(logins.get(503))
          .allSatisfy(surplus -> assertThat(surplus.answer().header("retry-after")).isPresent());
      assertThat(load.callers).extracting(each -> each.answer().status()).containsOnly(200);
      assertThat(ConstantRate.percentile(load.callers, 0.99)).isLessThan(MAX_MILLIS);
    }
  }

  private record Load(List<Timed> callers, List<Timed> logins) {
    boolean slowCallers() {
      return ConstantRate.percentile(callers, 0.99) >= MAX_MILLIS;
    }
  }

  private static Load bothAtOnce(ServerProcess server, String fallback) throws Exception {
    try (ConstantRate logins =
            new ConstantRate(LOGINS_PER_SECOND, SECONDS, 64, i -> login(server, fallback, i));
        ConstantRate callers = callers(server)) {
      return new Load(callers.answers(), logins.answers());
    }
  }

  private static ConstantRate callers(ServerProcess server) {
    Http alice = server.http().header("remote-user", "alice");
    return new ConstantRate(HEADER_REQUESTS_PER_SECOND, SECONDS, 16, i -> alice.get("/api/me"));
  }

  /** A wrong password, from a client of its own. */
  private static Answer login(ServerProcess server, String fallback, int number) {
    Http client =
        server
            .http()
            .header("x-forwarded-for", "10.78.%d.%d".formatted(number / 250, number % 250 + 1));
    String password = "guess-" + number;
    if (fallback.equals("FORM")) {
      return client.postJson(
          "/api/login",
          Json.createObjectBuilder().add("name", "dora").add("password", password).build());
    }
    byte[] pair = ("dora:" + password).getBytes(StandardCharsets.UTF_8);
    return client
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
        .get("/api/me");
  }

  private static void report(String what, List<Timed> answers) {
    System.out.printf(
        "%s: %d answers, p50 %.1f ms, p99 %.1f ms, slowest %.1f ms%n",
        what,
        answers.size(),
        ConstantRate.percentile(answers, 0.5),
        ConstantRate.percentile(answers, 0.99),
        ConstantRate.percentile(answers, 1));
  }
}
