// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatepass.assertion.internal.Issuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of a real server on loopback; the time is the test's. */
@Timeout(60)
class FetchedKeysTest {
  private static final Set<SignatureAlgorithm> LISTED =
      Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256);
  private static final String FIRST = Issuer.jwks(Issuer.RSA);
  private static final String BOTH = Issuer.jwks(Issuer.RSA, Issuer.OTHER_RSA);

  private final AtomicLong time = new AtomicLong(-1_000);
  private KeyServer server;
  private KeySet keys;

  @BeforeEach
  void start() throws Exception {
    server = new KeyServer().answers(FIRST);
    keys = open(server.address("/jwks"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private KeySet open(URI address) {
    return new KeySource.JwksAddress(address).open(LISTED, Duration.ofHours(1), time::get);
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  private KeyLookup find(String id) {
    return keys.find(id, SignatureAlgorithm.RS256);
  }

  private static VerificationKey only(KeyLookup lookup) {
    assertThat(lookup).isInstanceOf(KeyLookup.Found.class);
    assertThat(((KeyLookup.Found) lookup).keys()).hasSize(1);
    return ((KeyLookup.Found) lookup).keys().get(0);
  }

  private static Duration retryAfter(KeyLookup lookup) {
    assertThat(lookup).isInstanceOf(KeyLookup.Unavailable.class);
    return ((KeyLookup.Unavailable) lookup).retryAfter();
  }

  @Test
  void fetchesNothingBeforeTheFirstToken() {
    assertThat(server.requests()).isZero();
  }

  @Test
  void fetchesOnceForManyTokens() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(only(find("rsa-1")).id()).isEqualTo("rsa-1");
    }
    assertThat(server.requests()).isOne();
  }

  @Test
  void haveTheAgeOfTheLatestAnswer() {
    assertThat(keys.ageNanos()).isEmpty();

    find("rsa-1");
    pass(Duration.ofMinutes(3));

    assertThat(keys.ageNanos()).hasValue(Duration.ofMinutes(3).toNanos());
  }

  @Nested
  class Lifetime {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
        strings = {
          "no-cache",
          "no-cache, max-age=3600",
          "public",
          "max-age=x",
          "max-age=-1",
          "no-store"
        })
    void isTenMinutesWhereTheAnswerNamesNone(String cacheControl) {
      server.header("Cache-Control", cacheControl);
      checkLifetime(Duration.ofMinutes(10));
    }

    @Test
    void isTenMinutesWithoutHeader() {
      checkLifetime(Duration.ofMinutes(10));
    }

    @Test
    void isThatOfTheAnswer() {
      server.header("Cache-Control", "public, max-age=7200");
      checkLifetime(Duration.ofHours(2));
    }

    @Test
    void isLessByTheAgeOfTheAnswer() {
      server.header("Cache-Control", "max-age=7200").header("Age", "3600");
      checkLifetime(Duration.ofHours(1));
    }

    @Test
    void isThatOfTheAnswerWhereTheAgeIsNoNumber() {
      server.header("Cache-Control", "max-age=\"7200\"").header("Age", "old");
      checkLifetime(Duration.ofHours(2));
    }

    @Test
    void isAtLeastOneMinuteAlsoForAnOldAnswer() {
      server.header("Cache-Control", "MAX-AGE=7200").header("Age", "999999999");
      checkLifetime(Duration.ofMinutes(1));
    }

    @Test
    void isNotThatOfSharedCaches() {
      server.header("Cache-Control", "s-max-age=7200, x-max-age=7200");
      checkLifetime(Duration.ofMinutes(10));
    }

    @Test
    void isAtLeastOneMinute() {
      server.header("Cache-Control", "max-age=0");
      checkLifetime(Duration.ofMinutes(1));
    }

    @Test
    void isAtMostOneDay() {
      server.header("Cache-Control", "max-age=999999999");
      checkLifetime(Duration.ofDays(1));
    }

    private void checkLifetime(Duration lifetime) {
      only(find("rsa-1"));
      pass(lifetime.minusNanos(1));
      only(find("rsa-1"));
      assertThat(server.requests()).isOne();
      pass(Duration.ofNanos(1));
      only(find("rsa-1"));
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @Nested
  class UnknownKeyIds {
    @Test
    void fetchANewKeyAtOnce() {
      only(find("rsa-1"));
      server.answers(BOTH);
      assertThat(only(find("rsa-2")).id()).isEqualTo("rsa-2");
      assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void causeThreeFetchesAndThenOneAMinuteWhateverIsSent() {
      only(find("rsa-1"));
      for (int i = 0; i < 1_000; i++) {
        find("forged-" + i);
      }
      assertThat(server.requests()).isEqualTo(1 + 3);
      for (int minute = 1; minute <= 5; minute++) {
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
          find("forged-" + minute + "-" + i);
        }
        assertThat(server.requests()).isEqualTo(1 + 3 + minute);
      }
    }

    @Test
    void areUnknownAfterAFetchWithoutThem() {
      only(find("rsa-1"));
      assertThat(find("forged")).isInstanceOf(KeyLookup.Unknown.class);
      assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void areUnknownAfterTheFirstFetch() {
      assertThat(find("forged")).isInstanceOf(KeyLookup.Unknown.class);
      assertThat(server.requests()).isOne();
    }

    @Test
    void areOpenWhileNoFetchIsAllowed() {
      only(find("rsa-1"));
      Stream.of("a", "b", "c").forEach(FetchedKeysTest.this::find);

      assertThat(retryAfter(find("d"))).isEqualTo(Duration.ofMinutes(1));
      assertThat(find("a")).isInstanceOf(KeyLookup.Unknown.class);
      pass(Duration.ofSeconds(59));
      assertThat(retryAfter(find("d"))).isEqualTo(Duration.ofSeconds(1));
      pass(Duration.ofSeconds(1));
      assertThat(find("d")).isInstanceOf(KeyLookup.Unknown.class);
    }

    @Test
    void areOpenWhileTheAddressDoesNotAnswer() {
      only(find("rsa-1"));
      server.answersStatus(500);

      assertThat(retryAfter(find("rsa-2"))).isEqualTo(Duration.ofSeconds(10));
      assertThat(only(find("rsa-1")).id()).isEqualTo("rsa-1");
    }

    @Test
    void ofAnyLengthUseLittleMemory() {
      only(find("rsa-1"));
      for (int i = 0; i < 10_000; i++) {
        pass(Duration.ofMinutes(1).dividedBy(100));
        find("x".repeat(10_000) + i);
      }
      assertThat(server.requests()).isBetween(100, 120);
    }

    @Test
    void ofAWithdrawnKeyAreUnknown() {
      server.answers(BOTH);
      VerificationKey withdrawn = only(find("rsa-2"));
      assertThat(keys.notHeld(withdrawn)).isNull();
      server.answers(FIRST);
      pass(Duration.ofMinutes(10));

      assertThat(keys.notHeld(withdrawn)).isInstanceOf(KeyLookup.Unknown.class);
      assertThat(find("rsa-2")).isInstanceOf(KeyLookup.Unknown.class);
      assertThat(only(find("rsa-1")).id()).isEqualTo("rsa-1");
    }
  }

  @Nested
  class Signatures {
    @Test
    void thatNoKeyWithoutIdMadeFetchNewerKeysWithinTheBudget() {
      RSAKey first = withoutId(Issuer.RSA);
      server.answers(Issuer.jwks(first));
      VerificationKey known = only(keys.find(null, SignatureAlgorithm.RS256));
      server.answers(Issuer.jwks(first, withoutId(Issuer.OTHER_RSA)));

      KeyLookup newer = keys.findNewer(null, SignatureAlgorithm.RS256);

      assertThat(((KeyLookup.Found) newer).keys()).hasSize(2).contains(known);
      for (int i = 0; i < 100; i++) {
        keys.findNewer(null, SignatureAlgorithm.RS256);
      }
      assertThat(server.requests()).isEqualTo(1 + 3);
    }

    private static RSAKey withoutId(RSAKey key) {
      return new RSAKey.Builder(key).keyID(null).build();
    }

    @Test
    void withoutIdAreNotTriedOnMoreThanFourKeys() {
      RSAKey[] five =
          IntStream.range(0, 5)
              .mapToObj(i -> new RSAKey.Builder(Issuer.RSA).keyID("k" + i).build())
              .toArray(RSAKey[]::new);
      server.answers(Issuer.jwks(five));
      assertThat(keys.find(null, SignatureAlgorithm.RS256)).isInstanceOf(KeyLookup.Unknown.class);
      only(find("k3"));
    }
  }

  @Nested
  class AnAddressThatFails {
    @Test
    void leavesTheKnownKeysForAnHour() {
      only(find("rsa-1"));
      server.answersStatus(503);
      pass(Duration.ofMinutes(10));
      VerificationKey kept = only(find("rsa-1"));
      pass(Duration.ofHours(1).minusNanos(1));
      assertThat(only(find("rsa-1"))).isSameAs(kept);
      assertThat(keys.notHeld(kept)).isNull();
      pass(Duration.ofNanos(1));

      assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
      assertThat(keys.notHeld(kept)).isInstanceOf(KeyLookup.Unavailable.class);
      server.answers(BOTH);
      pass(Duration.ofSeconds(10));
      assertThat(only(find("rsa-1"))).isSameAs(kept);
    }

    @Test
    void isAskedOnceInTenSeconds() {
      server.answersStatus(404);
      assertThat(retryAfter(find("rsa-1"))).isEqualTo(Duration.ofSeconds(10));
      for (int i = 0; i < 100; i++) {
        find("rsa-1");
      }
      assertThat(server.requests()).isOne();
      pass(Duration.ofSeconds(9));
      assertThat(retryAfter(find("rsa-1"))).isEqualTo(Duration.ofSeconds(1));
      server.answers(FIRST);
      pass(Duration.ofSeconds(1));
      only(find("rsa-1"));
      assertThat(server.requests()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 302, 307, 308})
    void isNotFollowedElsewhere(int status) throws Exception {
      try (KeyServer other = new KeyServer().answers(FIRST)) {
        server.answersStatus(status).header("Location", other.address("/jwks").toString());
        assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
        assertThat(other.requests()).isZero();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          " ",
          "<html><body>Sign in</body></html>",
          "[]",
          "{}",
          "{\"keys\":{}}",
          "{\"keys\":[],\"keys\":[]}",
          "{\"keys\":[]"
        })
    void sendsNoKeySet(String content) {
      only(find("rsa-1"));
      server.answers(content);
      pass(Duration.ofMinutes(10));
      only(find("rsa-1"));
      assertThat(server.requests()).isEqualTo(2);
      pass(Duration.ofHours(1));
      assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
    }

    @Test
    void sendsTenMegabytes() {
      server.answers(" ".repeat(10_000_000) + FIRST);
      assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
    }

    @Test
    void sendsTenMegabytesWithoutTheirLength() {
      server.chunked().answers(" ".repeat(10_000_000) + FIRST);
      assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
    }

    @ParameterizedTest(name = "chunked: {0}")
    @ValueSource(booleans = {false, true})
    void maySend256Kib(boolean chunked) {
      if (chunked) {
        server.chunked();
      }
      server.answers(FIRST + " ".repeat(256 * 1024 + 1 - FIRST.length()));
      assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
      server.answers(FIRST + " ".repeat(256 * 1024 - FIRST.length()));
      pass(Duration.ofSeconds(10));
      only(find("rsa-1"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {201, 206, 304, 400, 401, 403, 404, 410, 429, 500})
    void hasAnotherStatusThan200(int status) {
      server.answersStatus(status);
      assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
    }

    @Test
    void sendsTooManyKeys() {
      JWK[] many =
          IntStream.range(0, 101)
              .mapToObj(i -> new RSAKey.Builder(Issuer.RSA).keyID("k" + i).build())
              .toArray(JWK[]::new);
      server.answers(Issuer.jwks(many));
      assertThat(find("k1")).isInstanceOf(KeyLookup.Unavailable.class);
      JWK[] maximum = Stream.of(many).limit(100).toArray(JWK[]::new);
      server.answers(Issuer.jwks(maximum));
      pass(Duration.ofSeconds(10));
      only(find("k99"));
    }

    @Test
    void isNotThere() throws Exception {
      server.close();
      assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
    }
  }

  @Nested
  class AnAddressThatHangs {
    @Test
    void delaysOneRequestByTwoSecondsAndNoOther() throws Exception {
      keys =
          new KeySource.JwksAddress(server.address("/jwks"))
              .open(LISTED, Duration.ofHours(1), System::nanoTime);
      CountDownLatch latch = server.hangs();
      ExecutorService threads = Executors.newFixedThreadPool(1);
      try {
        long start = System.nanoTime();
        Future<KeyLookup> first = threads.submit(() -> find("rsa-1"));
        while (server.requests() == 0) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
        long begin = System.nanoTime();
        assertThat(retryAfter(find("rsa-1"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));

        assertThat(first.get()).isInstanceOf(KeyLookup.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(1_500));
      } finally {
        server.comesBack(latch);
        threads.shutdownNow();
      }
    }

    @Test
    void isReplacedByTheNextRequestWhenItSendsItsHeaderByteByByte() throws Exception {
      AtomicBoolean closed = new AtomicBoolean();
      AtomicInteger connections = new AtomicInteger();
      try (ServerSocket slow = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
        Thread server = new Thread(() -> serveSlowly(slow, connections, closed, "\r\nX-Slow: "));
        server.start();
        keys = open(URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/jwks"));
        CompletableFuture<KeyLookup> first = CompletableFuture.supplyAsync(() -> find("rsa-1"));
        while (connections.get() == 0) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
        TimeUnit.MILLISECONDS.sleep(300);
        assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
        assertThat(first).isNotDone();
        assertThat(connections).hasValue(1);

        pass(Duration.ofSeconds(2));
        CompletableFuture<KeyLookup> second = CompletableFuture.supplyAsync(() -> find("rsa-1"));

        assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(KeyLookup.Unavailable.class);
        while (connections.get() < 2 && !second.isDone()) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
        closed.set(true);
        assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(KeyLookup.Unavailable.class);
        assertThat(connections).hasValue(2);
        server.join(5_000);
      }
    }

    @Test
    void isGivenUpWhenItSendsItsContentByteByByte() throws Exception {
      AtomicBoolean closed = new AtomicBoolean();
      try (ServerSocket slow = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
        Thread server =
            new Thread(() -> serveSlowly(slow, new AtomicInteger(1), closed, "\r\n\r\n"));
        server.start();
        keys =
            new KeySource.JwksAddress(URI.create("http://127.0.0.1:" + slow.getLocalPort() + "/"))
                .open(LISTED, Duration.ofHours(1), System::nanoTime);
        long start = System.nanoTime();
        assertThat(find("rsa-1")).isInstanceOf(KeyLookup.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(1_500));
        closed.set(true);
        server.join(5_000);
      }
    }

    private static void serveSlowly(
        ServerSocket slow, AtomicInteger connections, AtomicBoolean closed, String begin) {
      while (connections.get() < 2) {
        try (Socket socket = slow.accept();
            InputStream in = socket.getInputStream()) {
          assertThat(in.read()).isPositive();
          connections.incrementAndGet();
          socket
              .getOutputStream()
              .write(("HTTP/1.1 200 OK" + begin).getBytes(StandardCharsets.US_ASCII));
          while (!closed.get()) {
            TimeUnit.MILLISECONDS.sleep(50);
            socket.getOutputStream().write('x');
          }
        } catch (Exception over) {
          // The client has gone, as it should.
        }
      }
    }

    @Test
    void leavesTheKnownKeysToOtherRequests() throws Exception {
      only(find("rsa-1"));
      pass(Duration.ofMinutes(10));
      CountDownLatch latch = server.hangs();
      CompletableFuture<KeyLookup> refreshing = CompletableFuture.supplyAsync(() -> find("rsa-1"));
      while (server.requests() < 2) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      for (int i = 0; i < 1_000; i++) {
        only(find("rsa-1"));
      }
      assertThat(retryAfter(find("rsa-2"))).isEqualTo(Duration.ofSeconds(1));
      server.answers(BOTH);
      server.comesBack(latch);

      only(refreshing.get());
      only(find("rsa-2"));
      assertThat(server.requests()).isEqualTo(2);
    }
  }

  @Test
  void rotatesKeysUnderLoadWithoutALostRequest() throws Exception {
    only(find("rsa-1"));
    AtomicBoolean rotated = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> clients =
          IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> requests(rotated))).toList();
      TimeUnit.MILLISECONDS.sleep(200);
      server.answers(BOTH);
      only(find("rsa-2"));
      rotated.set(true);
      TimeUnit.MILLISECONDS.sleep(200);
      server.answers(Issuer.jwks(Issuer.OTHER_RSA));
      pass(Duration.ofMinutes(5));
      for (Future<Integer> client : clients) {
        assertThat(client.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.requests()).isEqualTo(2);
  }

  private int requests(AtomicBoolean rotated) {
    int count = 0;
    long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
    while (System.nanoTime() < end) {
      only(find(rotated.get() ? "rsa-2" : "rsa-1"));
      count++;
    }
    return count;
  }

  @Test
  void leavesOutKeysThatCanVerifyNothing() {
    RSAKey encryption =
        new RSAKey.Builder(Issuer.RSA).keyID("enc").keyUse(KeyUse.ENCRYPTION).build();
    String weak =
        Issuer.jwks(Issuer.rsa("weak", 1_024)).replace("{\"keys\":[", "").replace("]}", "");
    server.answers(
        "{\"keys\":[\"text\",{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"AAAA\"},"
            + "{\"kty\":\"RSA\",\"kid\":\"broken\",\"n\":\"AQAB\"},{\"kty\":\"future\"},"
            + weak
            + ","
            + encryption.toPublicJWK()
            + ","
            + new RSAKey.Builder(Issuer.RSA).keyID("private").build()
            + ","
            + Issuer.ec("p384", Curve.P_384).toPublicJWK()
            + ","
            + new RSAKey.Builder(Issuer.RSA)
                .keyID("rs512")
                .algorithm(JWSAlgorithm.RS512)
                .build()
                .toPublicJWK()
            + ","
            + Issuer.EC.toPublicJWK()
            + "]}");

    for (String id : List.of("oct", "broken", "weak", "enc", "private", "rs512", "p384")) {
      assertThat(find(id)).as(id).isNotInstanceOf(KeyLookup.Found.class);
    }
    only(keys.find("ec-1", SignatureAlgorithm.ES256));
    assertThat(find("ec-1")).isNotInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void startsNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    only(find("rsa-1"));
    assertThat(
            Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread)))
        .noneMatch(thread -> thread.getName().startsWith("Keep-Alive"))
        .allMatch(thread -> thread.getName().startsWith("pool-"));
  }

  @Test
  void roundsNoTimeDownToZero() {
    only(find("rsa-1"));
    Stream.of("a", "b", "c").forEach(this::find);
    pass(Duration.ofMinutes(1).minusMillis(1));
    assertThat(retryAfter(find("d")).toMillis()).isCloseTo(1_000, within(0L));
    assertThat(Duration.of(1, ChronoUnit.SECONDS)).isEqualTo(retryAfter(find("e")));
  }
}
