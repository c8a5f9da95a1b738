// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The rotation of a shared secret in a file, as docs/how-to/rotating-secrets.md describes it. */
@Tag("thorough")
@EnabledIfSystemProperty(
    named = "arquillian.launch",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
class SecretsFileIT {
  private static final String OLD = "old-5f0c7be2a94d4d1c8e63-5f0c7be2a94d4d1c8e63";
  private static final String NEW = "new-5f0c7be2a94d4d1c8e63-5f0c7be2a94d4d1c8e63";
  private static final String UNUSABLE =
      "is not a list of secrets: secret 1 of 1 is shorter than 32 characters; the former secrets"
          + " remain valid";
  private static final int THREADS = 4;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private static int status(ServerProcess server, String secret) {
    return server
        .http()
        .header("x-gateway-secret", secret)
        .header("remote-user", "alice")
        .get("/api/me")
        .status();
  }

  private ServerProcess start(Path secrets) throws IOException {
    return PayaraMicro.start(
        folder,
        Map.of(
            "GATEPASS_TRUSTED_PROXIES",
            Http.TRUSTED,
            "GATEPASS_SHARED_SECRET_HEADER",
            "x-gateway-secret",
            "GATEPASS_SHARED_SECRETS_FILE",
            secrets.toString(),
            "GATEPASS_DEMO_SAMPLE_ACCOUNTS",
            "true"));
  }

  private static void awaitChange(ServerProcess server, int secrets, int from)
      throws InterruptedException {
    server.awaitInLog("; secrets: " + secrets, from);
  }

  /** The first of the two may have started before; the second one starts after the call. */
  private static void awaitTwoMoreOfEachThread(AtomicIntegerArray completed)
      throws InterruptedException {
    int[] wanted = IntStream.range(0, THREADS).map(i -> completed.get(i) + 2).toArray();
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    for (int i = 0; i < THREADS; i++) {
      while (completed.get(i) < wanted[i]) {
        assertThat(System.nanoTime() - deadline).as("requests of thread %d", i).isNegative();
        Thread.sleep(10);
      }
    }
  }

  @Test
  void rotatesUnderLoadWithoutALostRequest() throws Exception {
    Path file = Files.writeString(folder.resolve("secrets"), OLD + "\n");
    try (ServerProcess server = start(file)) {
      server.awaitDemo();
      AtomicReference<String> secretOfTheProxy = new AtomicReference<>(OLD);
      Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
      AtomicIntegerArray completed = new AtomicIntegerArray(THREADS);
      AtomicBoolean stop = new AtomicBoolean();
      ExecutorService clients = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<?>> load = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          int thread = i;
          load.add(
              clients.submit(
                  () -> {
                    while (!stop.get()) {
                      statuses.merge(status(server, secretOfTheProxy.get()), 1, Integer::sum);
                      completed.incrementAndGet(thread);
                    }
                  }));
        }

        int said = server.log().length();
        Files.writeString(file, OLD + "\n" + NEW + "\n");
        awaitChange(server, 2, said);
        secretOfTheProxy.set(NEW);
        // Each thread may have a request with the old secret on its way.
        awaitTwoMoreOfEachThread(completed);
        int beforeTheEnd = server.log().length();
        Files.writeString(file, NEW + "\n");
        awaitChange(server, 1, beforeTheEnd);
        awaitTwoMoreOfEachThread(completed);
        stop.set(true);
        for (Future<?> each : load) {
          each.get();
        }
      } finally {
        stop.set(true);
        clients.shutdownNow();
      }

      System.out.println("requests during the rotation: " + statuses);
      assertThat(statuses).containsOnlyKeys(200);
      assertThat(status(server, NEW)).isEqualTo(200);
      assertThat(status(server, OLD)).isEqualTo(401);
      assertThat(server.log())
          .contains("gatepass.shared-secrets-file: read the changed file " + file)
          .doesNotContain(OLD)
          .doesNotContain(NEW);
    }
  }

  @Test
  void keepsTheSecretsWhileTheFileIsUnusable() throws Exception {
    Path file = Files.writeString(folder.resolve("secrets"), OLD);
    try (ServerProcess server = start(file)) {
      server.awaitDemo();
      Files.writeString(file, "half-a-secret");
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (!server.log().contains(UNUSABLE)) {
        assertThat(status(server, OLD)).isEqualTo(200);
        assertThat(System.nanoTime() - deadline).as("until the warning").isNegative();
      }

      assertThat(status(server, OLD)).isEqualTo(200);
      assertThat(server.log()).doesNotContain("half-a-secret");
    }
  }

  @Test
  void stopsTheDeploymentWithoutTheFile() throws Exception {
    Path file = folder.resolve("missing");
    try (ServerProcess server = start(file)) {
      server.awaitInLog(
          "gatepass.shared-secrets-file: \"" + file + "\" is unreadable (NoSuchFileException)");
    }
  }
}
