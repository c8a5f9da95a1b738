// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.attack.Attack.F08;
import static org.gatepass.it.attack.Attack.G01;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many guessed passwords, against the demo in a virtual machine with little memory. The client that
 * guesses is throttled, and neither fills the memory nor keeps other callers out. The demo has an
 * https address, as in production.
 */
@Tag("thorough")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, to measure a process that is its own.")
class GuessedPasswordsIT {
  private static final String PUBLIC_URL = "https://app.example.org";
  private static final String DORA = "dora-secret-1";

  /** The maximum heap of the server; 200 hashes at the same time would need ten times as much. */
  private static final String HEAP = "-Xmx400m";

  private static int clients;

  @TempDir static Path folder;

  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        PayaraMicro.startDemo(
            folder,
            Map.of(
                "GATEPASS_TRUSTED_PROXIES",
                Http.TRUSTED,
                "GATEPASS_PUBLIC_URL",
                PUBLIC_URL,
                "GATEPASS_DEMO_SAMPLE_ACCOUNTS",
                "true"),
            "payara-micro-preboot.txt",
            List.of(HEAP),
            List.of());
    server.awaitInLog(") ready in ");
    server.awaitDemo();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** An unused client address behind the proxy. */
  private static Http client() {
    clients++;
    return server.http().header("x-forwarded-for", "10.77." + clients / 256 + "." + clients % 256);
  }

  private static Answer login(Http http, String name, String password) {
    return http.postJson(
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  private static void assertHasToWait(Answer answer) {
    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow())).isBetween(1, 30);
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  @Test
  @Shows(F08)
  void f08TenFailuresOfANameFromAClientAreFree() throws InterruptedException {
    Http here = client();
    for (int i = 0; i < 10; i++) {
      assertThat(login(here, "dora", "guess-" + i).status()).isEqualTo(401);
    }

    Answer rejected = login(here, "dora", DORA);

    assertHasToWait(rejected);
    assertThat(login(client(), "dora", DORA).status()).isEqualTo(204);
    assertThat(login(here, "carol", "guess").status()).isEqualTo(401);
    assertThat(here.header("remote-user", "alice").get("/api/me").status()).isEqualTo(200);
    TimeUnit.SECONDS.sleep(Integer.parseInt(rejected.header("retry-after").orElseThrow()));
    assertThat(login(here, "dora", DORA).status()).isEqualTo(204);
  }

  @Test
  @Shows(F08)
  void f08ThirtyFailuresOfAClientAreFreeForAllNamesTogether() {
    Http here = client();
    for (int i = 0; i < 30; i++) {
      assertThat(login(here, "name" + i, "guess").status()).isEqualTo(401);
    }

    assertHasToWait(login(here, "dora", DORA));
  }

  @Test
  @Shows(F08)
  void f08ManyAttemptsAtOnceDoNotAvoidTheDelay() throws Exception {
    Http here = client();

    Map<Integer, Long> statuses = atOnce(100, i -> login(here, "dora", "guess-" + i).status());

    assertThat(statuses.getOrDefault(401, 0L)).isLessThanOrEqualTo(10);
    assertThat(statuses.keySet()).isSubsetOf(401, 429, 503);
  }

  @Test
  void thePageShowsThatTheClientHasToWait() {
    Http here = client();
    Answer page = here.get("/login");
    String cookie = page.sessionCookie().orElseThrow();
    String viewState = between(page.body(), "name=\"jakarta.faces.ViewState\"", "value=\"", "\"");
    for (int i = 0; i < 10; i++) {
      login(here, "dora", "guess-" + i);
    }

    Answer answer =
        here.header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .send(
                "POST",
                "/login",
                "login=login&name=dora&password=%s&submit=x&jakarta.faces.ViewState=%s"
                    .formatted(DORA, URLEncoder.encode(viewState, StandardCharsets.UTF_8)));

    assertHasToWait(answer);
    assertThat(answer.body()).contains("Too many attempts have failed.");
  }

  private static String between(String text, String after, String from, String to) {
    int start = text.indexOf(from, text.indexOf(after)) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  @Test
  void twoHundredLoginsAtOnceNeitherFillTheMemoryNorKeepHeaderCallersOut() throws Exception {
    Http alice = server.http().header("remote-user", "alice");
    medianMillis(alice, 50);
    double before = medianMillis(alice, 50);
    long memoryBefore = server.peakMemoryBytes();
    List<Http> people = IntStream.range(0, 200).mapToObj(i -> client()).toList();
    ExecutorService crowd = Executors.newSingleThreadExecutor();
    try {
      long start = System.nanoTime();
      Future<Map<Integer, Long>> logins =
          crowd.submit(() -> atOnce(200, i -> login(people.get(i), "dora", DORA).status()));
      List<Double> during = new ArrayList<>();
      while (!logins.isDone()) {
        during.add(millis(alice));
      }
      long loginMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      during.sort(Comparator.naturalOrder());
      double median = during.get(during.size() / 2);
      double slowest = during.get(during.size() - 1);
      long memory = server.peakMemoryBytes() - memoryBefore;
      System.out.printf(
          "200 logins at once: %s in %d ms; a header caller: median %.1f ms before, during it"
              + " %.1f ms, at most %.1f ms (%d requests); memory grew by %d MiB%n",
          logins.get(), loginMillis, before, median, slowest, during.size(), memory >> 20);

      assertThat(logins.get().keySet()).isSubsetOf(204, 503);
      assertThat(logins.get().get(204)).isPositive();
      // Bounds for a busy machine; without the limit, each hash would wait for all others.
      assertThat(median).isLessThan(1_000);
      assertThat(slowest).isLessThan(5_000);
      assertThat(memory).isLessThan(300L << 20);
      assertThat(server.log()).doesNotContain("OutOfMemoryError");
    } finally {
      crowd.shutdownNow();
    }
    assertThat(login(client(), "dora", DORA).status()).isEqualTo(204);
  }

  private static double medianMillis(Http http, int times) {
    return IntStream.range(0, times)
        .mapToDouble(i -> millis(http))
        .sorted()
        .skip(times / 2)
        .findFirst()
        .orElseThrow();
  }

  private static double millis(Http http) {
    long start = System.nanoTime();
    assertThat(http.get("/api/me").status()).isEqualTo(200);
    return (System.nanoTime() - start) / 1e6;
  }

  private interface Attempt {
    int status(int number);
  }

  private static Map<Integer, Long> atOnce(int count, Attempt attempt) throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      tasks.add(() -> attempt.status(number));
    }
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(tasks)) {
        statuses.add(status.get());
      }
      return statuses.stream()
          .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theSessionCookieGoesOverHttpsOnly() {
    assertThat(login(client(), "dora", DORA).header("set-cookie").orElseThrow())
        .containsIgnoringCase("; Secure")
        .containsIgnoringCase("; HttpOnly")
        .containsIgnoringCase("; SameSite=Lax");
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.org, 204",
    "https://app.example.org:443, 204",
    "http://app.example.org, 403",
    "https://app.example.org:8443, 403",
    "https://evil.example, 403",
    "null, 403"
  })
  @Shows(G01)
  void g01ABrowserIsHeldToTheAddressThatPeopleUse(String origin, int status) {
    assertThat(login(client().header("origin", origin), "dora", DORA).status()).isEqualTo(status);
  }

  @Test
  @Shows(G01)
  void g01TheHostHeaderIsNoAddressThatPeopleUse() {
    Http http = client().header("origin", "http://127.0.0.1:" + server.http().port());

    assertThat(login(http, "dora", DORA).status()).isEqualTo(403);
  }
}
