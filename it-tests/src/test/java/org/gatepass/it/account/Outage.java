// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Postgres;

/**
 * PostgreSQL stops under the demo with its sample accounts, and comes back.
 *
 * @param postgres the database
 * @param anonymous a client without identity
 * @param alice the client of alice, by header
 * @param newcomer the client of a caller whose account would be created, by header
 */
record Outage(Postgres postgres, Http anonymous, Http alice, Http newcomer) {
  /** With the timeouts that docs/reference/servers.md names. */
  private static final Duration MAX_ANSWER = Duration.ofSeconds(2);

  /**
   * A request waits a second for the pool; a connection is tested, and another one is opened: two
   * seconds each, and a little more.
   */
  private static final Duration MAX_ANSWER_OF_A_HANG = Duration.ofSeconds(6);

  /** The time from the database's return to the first success. */
  private static final Duration MAX_RECOVERY = Duration.ofSeconds(2);

  private Answer login() {
    return anonymous.postJson(
        "/api/login",
        Json.createObjectBuilder().add("name", "dora").add("password", "dora-secret-1").build());
  }

  private static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
  }

  private static Callable<Answer> timed(Duration limit, Callable<Answer> request) {
    return () -> {
      long start = System.nanoTime();
      Answer answer = request.call();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
      return answer;
    };
  }

  /** Each request that carries an identity gets 503 in time, and is served after the outage. */
  void isAnsweredInTime(ExecutorService threads) throws Exception {
    Http dora = loggedInBefore();

    postgres.stop();
    TimeUnit.SECONDS.sleep(1); // the staleness: until then alice is remembered
    List<Answer> answers = answers(threads, dora, MAX_ANSWER);
    Answer publicAnswer = anonymous.get("/api/whoami");
    Answer healthCheck = alice.get("/ready");
    postgres.start();

    assertThat(answers).extracting(Answer::status).containsOnly(503);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.sessionCookie()).isEmpty());
    assertThat(publicAnswer.status()).isEqualTo(200);
    assertThat(publicAnswer.json().get("caller")).isEqualTo(JsonValue.NULL);
    assertThat(healthCheck.status()).isEqualTo(200);
    // The pool's connections are dead, and none of them is used.
    assertCaller(alice.get("/api/me"), "alice");
    assertCaller(dora.get("/api/me"), "dora");
  }

  /** The same while the database takes connections and answers nothing. */
  void isAnsweredInTimeWhileTheDatabaseHangs(ExecutorService threads) throws Exception {
    Http dora = loggedInBefore();

    postgres.freeze();
    List<Answer> answers;
    try {
      TimeUnit.SECONDS.sleep(1); // the staleness
      answers = answers(threads, dora, MAX_ANSWER_OF_A_HANG);
    } finally {
      postgres.thaw();
    }

    assertThat(answers).extracting(Answer::status).containsOnly(503);
    awaitCaller(alice, "alice");
    assertCaller(dora.get("/api/me"), "dora");
  }

  /** A request that joins a query from the time of the hang may still be answered with 503. */
  private static void awaitCaller(Http client, String name) throws InterruptedException {
    long start = System.nanoTime();
    Answer answer = client.get("/api/me");
    while (answer.status() == 503 && System.nanoTime() - start < MAX_RECOVERY.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(20);
      answer = client.get("/api/me");
    }
    assertCaller(answer, name);
  }

  private Http loggedInBefore() {
    Answer login = login();
    assertThat(login.status()).isEqualTo(204);
    assertCaller(alice.get("/api/me"), "alice");
    assertThat(anonymous.get("/ready").status()).isEqualTo(200);
    return anonymous.header("Cookie", login.sessionCookie().orElseThrow());
  }

  private List<Answer> answers(ExecutorService threads, Http dora, Duration limit)
      throws InterruptedException, ExecutionException {
    return atOnce(
        threads,
        List.of(
            timed(limit, () -> alice.get("/api/me")),
            timed(limit, () -> alice.get("/api/whoami")),
            timed(limit, () -> newcomer.get("/api/whoami")),
            timed(limit, () -> dora.get("/api/me")),
            timed(limit, () -> dora.get("/api/whoami")),
            timed(limit, this::login)));
  }

  /** Runs tasks that begin at the same time. */
  static <T> List<T> atOnce(ExecutorService threads, List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return task.call();
              }));
    }
    start.countDown();
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
