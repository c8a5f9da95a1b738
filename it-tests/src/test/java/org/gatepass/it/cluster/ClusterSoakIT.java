// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.account.LiveIT;
import org.gatepass.it.client.Cookies;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.proxy.Nginx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers who log in, log out, are deactivated and send wrong passwords, through nginx to two nodes
 * of Payara Micro, one of which restarts every three minutes. Each caller's thread is the model of
 * what this caller must get. The system property {@code cluster.soak.minutes} is the duration.
 *
 * <p>Each kind of request has callers and clients of its own. A caller whose header requests bring
 * no cookie starts ten sessions a minute on a node; later logins of this caller are not remembered.
 * A client with thirty failed passwords waits, also with the right password.
 */
@Tag("cluster-long")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterSoakIT {
  private static final int MINUTES = Integer.getInteger("cluster.soak.minutes", 3);
  private static final Duration BETWEEN_RESTARTS = Duration.ofMinutes(3);

  /** The first measurement and the first restart come after this time. */
  private static final Duration WARM_UP = Duration.ofMinutes(1);

  /** The time that the documentation states: the staleness of a second, and the machine's. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final int CALLERS = 6;
  private static final int REVOKED = 2;
  private static final int REQUESTS = 40;
  private static final long PAUSE_MILLIS = 200;

  /** The last number of the address of the first client whose logins fail. */
  private static final int FIRST_CLIENT = 10;

  /** The node that restarts; the memory of the other one is measured. */
  private static final int RESTARTED = 0;

  private static final int MEASURED = 1;
  private static final double MAX_GROWTH = 1.5;
  private static final int MAX_MORE_THREADS = 30;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private ComposedServers servers;
  private DemoCluster nodes;
  private Path gateway;
  private volatile boolean ends;
  private final long begin = System.nanoTime();

  private final AtomicLong answers = new AtomicLong();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Map<String, Long> statuses = new TreeMap<>();

  /** What one caller does again and again. */
  private interface Round {
    void run() throws Exception;
  }

  @BeforeAll
  void start(@TempDir Path folder, GatewayDemo demo) throws Exception {
    Gateway.assumeInstalled(Nginx.PROGRAM);
    Postgres.assumeInstalled();
    servers = new ComposedServers(folder);
    servers.startDatabase();
    nodes = DemoCluster.of(servers, folder, servers.postgres().port());
    nodes.cluster().startNodes();
    gateway = Files.createDirectory(folder.resolve("gateway"));
    demo.writeCertificate(gateway);
    nodes.cluster().startGateway(gateway, htpasswd());
    for (String kind : List.of("form", "header", "kept", "revoked", "guessed")) {
      servers.addAccounts(kind, CALLERS);
    }
  }

  @AfterAll
  void stop() {
    try {
      if (nodes != null) {
        nodes.close();
      }
    } finally {
      if (servers != null) {
        servers.close();
      }
    }
  }

  private static String htpasswd() {
    return Stream.of("header", "kept", "revoked")
        .flatMap(kind -> Stream.iterate(0, i -> i < CALLERS, i -> i + 1).map(i -> kind + "-" + i))
        .map(name -> name + ":{PLAIN}header-secret\n")
        .collect(Collectors.joining());
  }

  private Http byHeader(String name) {
    byte[] pair = (name + ":header-secret").getBytes(StandardCharsets.US_ASCII);
    return nodes
        .cluster()
        .gateway()
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private Http gateway() {
    return nodes.cluster().gateway();
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
  }

  /** Counts an answer, and returns whether it is the one that the model expects. */
  private boolean check(String what, Answer answer, boolean right) {
    answers.incrementAndGet();
    synchronized (statuses) {
      statuses.merge(what + " " + answer.status(), 1L, Long::sum);
    }
    if (!right) {
      wrong.add(seconds() + " s: " + what + ": " + answer.status() + " " + answer.body());
    }
    return right;
  }

  private boolean checkCaller(String what, Answer answer, String name) {
    return check(
        what,
        answer,
        answer.status() == 200 && answer.body().contains("\"caller\":\"" + name + "\""));
  }

  private boolean checkStatus(String what, Answer answer, Integer... expected) {
    return check(what, answer, List.of(expected).contains(answer.status()));
  }

  /** A password login that must succeed. Without it the caller's round has ended. */
  private boolean logIn(Cookies cookies, String name) {
    return checkStatus(
        "login", DemoCluster.logIn(cookies, gateway(), name, DemoCluster.PASSWORD), 204);
  }

  private static void pauseAfterAFailure() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
  }

  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  /** Logs in by password, sends requests, logs out, and tries the cookies of the ended login. */
  private void passwordRound(String name) throws Exception {
    Cookies cookies = new Cookies();
    if (logIn(cookies, name)) {
      useAndEnd("session", cookies, name);
    } else {
      pauseAfterAFailure();
    }
  }

  /** The same with a header login that the session remembers. */
  private void rememberedRound(String name) throws Exception {
    Cookies cookies = new Cookies();
    if (checkCaller("header login", cookies.get(byHeader(name), DemoCluster.PATH), name)) {
      useAndEnd("remembered", cookies, name);
    } else {
      pauseAfterAFailure();
    }
  }

  private void useAndEnd(String what, Cookies cookies, String name) throws Exception {
    for (int i = 0; i < REQUESTS && !ends; i++) {
      checkCaller(what, cookies.get(gateway(), DemoCluster.PATH), name);
      pause();
    }
    String old = cookies.line();
    checkStatus(what + " logout", cookies.send(gateway(), "POST", "/api/logout", ""), 303);
    TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
    for (int i = 0; i < 2 * Cluster.NODES; i++) {
      checkStatus(what + " ended", gateway().header("Cookie", old).get(DemoCluster.PATH), 401);
    }
  }

  /** Sends requests that nginx names, all without cookies. */
  private void headerRound(String name) throws Exception {
    checkCaller("header", byHeader(name).get(DemoCluster.PATH), name);
    pause();
  }

  /**
   * Is deactivated and activated again by an administrator.
   *
   * @param client the address of the failed logins
   */
  private void revokedRound(Cookies admin, String name, String client) throws Exception {
    Cookies session = new Cookies();
    if (!logIn(session, name)) {
      pauseAfterAFailure();
      return;
    }
    checkCaller("session", session.get(gateway(), DemoCluster.PATH), name);
    LiveIT.Socket socket = connect(session);
    socket.assertSays(name);
    checkStatus("change", DemoCluster.setActive(admin, gateway(), name, false), 200);
    socket.assertClosedWithin(LIMIT);
    TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
    for (int i = 0; i < 2 * Cluster.NODES; i++) {
      checkStatus("deactivated", byHeader(name).get(DemoCluster.PATH), 403);
      checkStatus("deactivated session", session.get(gateway(), DemoCluster.PATH), 401);
      checkStatus(
          "deactivated login",
          DemoCluster.logIn(new Cookies(), gateway().from(client), name, DemoCluster.PASSWORD),
          401,
          429);
      pause();
    }
    checkStatus("change", DemoCluster.setActive(admin, gateway(), name, true), 200);
    TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
    for (int i = 0; i < 2 * Cluster.NODES; i++) {
      checkCaller("activated", byHeader(name).get(DemoCluster.PATH), name);
      pause();
    }
  }

  /** A WebSocket of a session, on the node that runs throughout. */
  private LiveIT.Socket connect(Cookies session) {
    return LiveIT.connect(
        URI.create("ws://" + nodes.cluster().node(MEASURED).host() + "/live"),
        "Cookie",
        session.line());
  }

  /** Wrong passwords of a client of its own, which must not keep the others out. */
  private void guessedRound(int client) throws Exception {
    Http http = nodes.cluster().node(MEASURED).header("X-Forwarded-For", "203.0.113." + client);
    checkStatus(
        "wrong password", DemoCluster.logIn(new Cookies(), http, "guessed-0", "wrong"), 401, 429);
    TimeUnit.SECONDS.sleep(2);
  }

  private void repeat(Round round) throws Exception {
    while (!ends) {
      try {
        round.run();
      } catch (RuntimeException | AssertionError | ExecutionException | TimeoutException failure) {
        wrong.add(seconds() + " s: " + failure + ", " + failure.getCause());
        pauseAfterAFailure();
      }
    }
  }

  private List<Round> callers() throws IOException {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      rounds.add(() -> passwordRound("form-" + number));
      rounds.add(() -> rememberedRound("kept-" + number));
      rounds.add(() -> headerRound("header-" + number));
    }
    for (int i = 0; i < REVOKED; i++) {
      int number = i;
      // A session each: Payara counts its versions, so a client sends one request at a time.
      Cookies admin = nodes.admin(gateway());
      rounds.add(
          () -> revokedRound(admin, "revoked-" + number, "127.0.0." + (FIRST_CLIENT + number)));
    }
    rounds.add(() -> guessedRound(7));
    return rounds;
  }

  /** Heap after a collection in KiB, and threads. */
  private record Memory(long heap, long threads) {}

  private Memory memory() throws IOException, InterruptedException {
    long pid = nodes.cluster().server(MEASURED).pid();
    jcmd(pid, "GC.run");
    // The lines of the serial collector's generations; metaspace comes after them.
    String spaces = jcmd(pid, "GC.heap_info").split("Metaspace", 2)[0];
    long heap =
        USED.matcher(spaces).results().mapToLong(used -> Long.parseLong(used.group(1))).sum();
    assertThat(heap).as(spaces).isPositive();
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      String threads = lines.filter(line -> line.startsWith("Threads:")).findFirst().orElseThrow();
      return new Memory(heap, Long.parseLong(threads.replaceAll("[^0-9]", "")));
    }
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jcmd.waitFor()).as(said).isZero();
    return said;
  }

  /** As an operator restarts a node: nginx sends it nothing meanwhile. */
  private void restart() throws Exception {
    String address = nodes.cluster().node(RESTARTED).host();
    System.out.println("restart after " + seconds() + " s");
    configure("server " + address + " ", "server " + address + " down ");
    TimeUnit.SECONDS.sleep(1);
    nodes.cluster().stop(RESTARTED);
    nodes.cluster().start(RESTARTED);
    nodes.cluster().awaitReady(RESTARTED);
    configure("server " + address + " down ", "server " + address + " ");
    System.out.println("restarted after " + seconds() + " s");
  }

  private void configure(String old, String replacement) throws IOException, InterruptedException {
    Path file = gateway.resolve("conf.d/basic.conf");
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, replacement));
    Nginx.reload(gateway);
  }

  @Test
  void admitsWhoMustBeAdmittedWhileANodeRestarts() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Round round : callers()) {
        running.add(
            threads.submit(
                () -> {
                  repeat(round);
                  return null;
                }));
        // The queue of password checks is short (TOO_MANY_CHECKS).
        TimeUnit.MILLISECONDS.sleep(500);
      }
      TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
      Memory before = memory();
      int restarts = 0;
      do {
        long next = System.nanoTime() + BETWEEN_RESTARTS.toNanos();
        restart();
        restarts++;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(next, end) - System.nanoTime()));
      } while (System.nanoTime() - end < 0);
      ends = true;
      for (Future<?> each : running) {
        each.get(1, TimeUnit.MINUTES);
      }
      Memory after = memory();
      ClusterFaultsTable.SOAK.print(
          MINUTES + " minutes, restarts: " + restarts,
          Long.toString(answers.get()),
          Integer.toString(wrong.size()),
          mebibytes(before.heap()) + ", then " + mebibytes(after.heap()),
          before.threads() + ", then " + after.threads());

      assertThat(wrong).isEmpty();
      assertThat(answers.get()).isGreaterThan(1_000L * MINUTES);
      assertThat((double) after.heap()).isLessThan(MAX_GROWTH * before.heap());
      assertThat(after.threads()).isLessThan(before.threads() + MAX_MORE_THREADS);
    } finally {
      ends = true;
      threads.shutdownNow();
      synchronized (statuses) {
        System.out.println(statuses);
      }
      wrong.forEach(System.out::println);
    }
  }

  private static String mebibytes(long kibibytes) {
    return String.format(Locale.ROOT, "%d MiB", kibibytes >> 10);
  }
}
