// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.it.client.Cookies;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.cluster.ClusterLoad.Caller;
import org.gatepass.it.cluster.ClusterLoad.Summary;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.proxy.Nginx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes that share their sessions, behind nginx. The session of a header caller remembers the
 * caller. The names of the callers are those of {@link #KINDS} with a number.
 */
@Tag("cluster")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ClusterCases {
  /** The documented time: the staleness of a second, and a second for the machine. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  /** The kinds of callers. Each kind has {@link #CALLERS} callers. */
  static final List<String> KINDS =
      List.of("form", "header", "revoked", "guessed", "out", "frozen", "apart", "shared");

  static final int CALLERS = 25;
  static final String PASSWORD = "dora-secret-1";
  static final String PATH = "/api/me";
  static final int REQUESTS = 100;

  /** The cases with events of nodes run after all others, in this order. */
  static final int KILL = Integer.MAX_VALUE - 2;

  static final int FREEZE = Integer.MAX_VALUE - 1;
  static final int SEPARATE = Integer.MAX_VALUE;

  /** The time for which a node is frozen, or separated from the other one. */
  static final Duration FAULT = Duration.ofSeconds(20);

  /** The settings of each node, as environment variables. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "GATEPASS_TRUSTED_PROXIES",
          Http.TRUSTED,
          "GATEPASS_SHARED_SECRET_HEADER",
          "X-Gateway-Secret",
          "GATEPASS_SHARED_SECRETS",
          GatewayDemo.SECRET,
          "GATEPASS_PERSISTENT",
          "true",
          "GATEPASS_SIGN_OUT_URL",
          "/gateway/sign-out");

  private Cluster cluster;

  /** Prepares the server in an empty folder, and starts no node. */
  abstract ClusterServer server(Path folder) throws Exception;

  @BeforeAll
  void start(@TempDir Path folder, GatewayDemo demo) throws Exception {
    Gateway.assumeProgram(Nginx.PROGRAM);
    cluster = new Cluster(server(folder));
    cluster.startNodes();
    Path gateway = Files.createDirectory(folder.resolve("gateway"));
    demo.writeCertificate(gateway);
    cluster.startGateway(gateway, htpasswd());
  }

  @AfterAll
  void stopNodes() {
    if (cluster != null) {
      cluster.close();
    }
  }

  final Cluster cluster() {
    return cluster;
  }

  private static String htpasswd() {
    return IntStream.range(0, CALLERS)
        .mapToObj(i -> "header-" + i + ":{PLAIN}header-secret\n")
        .collect(Collectors.joining());
  }

  /** A client of a node with nginx's secret. */
  final Http node(int node) {
    return cluster.node(node).header("X-Gateway-Secret", GatewayDemo.SECRET);
  }

  static Answer login(Cookies cookies, Http http, String name, String password) {
    return cookies.send(
        http.header("Content-Type", "application/json"),
        "POST",
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build().toString());
  }

  static Cookies byPassword(Http http, String name) {
    return byPassword(http, name, PASSWORD);
  }

  static Cookies byPassword(Http http, String name, String password) {
    Cookies cookies = new Cookies();
    assertThat(login(cookies, http, name, password).status()).isEqualTo(204);
    return cookies;
  }

  /** A remembered login by nginx's header. */
  static Cookies byHeader(Http node, String name) {
    return remembered(node.header("remote-user", name), name);
  }

  /** A remembered login through nginx, which checks the password. */
  private Cookies byGateway(String name) {
    return remembered(cluster.gateway().header("Authorization", basic(name)), name);
  }

  private static Cookies remembered(Http http, String name) {
    Cookies cookies = new Cookies();
    assertCaller(cookies.get(http, PATH), name);
    return cookies;
  }

  private static String basic(String name) {
    byte[] pair = (name + ":header-secret").getBytes(StandardCharsets.US_ASCII);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
  }

  /** Waits until the path has this status, for ten seconds at most, and returns the time. */
  static long awaitStatus(Http http, int status) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (http.get(PATH).status() != status && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return System.nanoTime();
  }

  @Test
  void listensOnTheAddressesOfTheConfigurationOnly() throws IOException {
    for (int node = 0; node < Cluster.NODES; node++) {
      assertThat(cluster.server(node).listeningAddresses())
          .isNotEmpty()
          .allMatch(InetAddress::isLoopbackAddress);
    }
  }

  @Test
  void servesThePasswordSessionOfACallerOnBothNodes() {
    assertServed(byPassword(cluster.gateway(), "form-0"), "form-0");
  }

  @Test
  void remembersAHeaderCallerOnBothNodes() {
    assertServed(byGateway("header-0"), "header-0");
  }

  /** Each node in turn, and then whichever node nginx chooses. */
  private void assertServed(Cookies cookies, String name) {
    for (int i = 0; i < REQUESTS; i++) {
      assertCaller(cookies.get(node(i % Cluster.NODES), PATH), name);
    }
    for (int i = 0; i < REQUESTS; i++) {
      assertCaller(cookies.get(cluster.gateway(), PATH), name);
    }
  }

  /** Callers of nginx, half of them by password and half by header, logged in anew. */
  private List<Caller> callers() {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(caller("form-" + i, byPassword(cluster.gateway(), "form-" + i)));
      callers.add(caller("header-" + i, byGateway("header-" + i)));
    }
    return callers;
  }

  private static Caller caller(String name, Cookies cookies) {
    return new Caller("\"caller\":\"" + name + "\"", cookies);
  }

  /** Each caller is served by each node. */
  private void assertServedByEachNode(List<Caller> callers) {
    for (Caller caller : callers) {
      for (int node = 0; node < Cluster.NODES; node++) {
        assertThat(caller.cookies().get(node(node), PATH).body()).contains(caller.mark());
      }
    }
  }

  /** Waits until each node serves a new session of the other one, after they were separated. */
  final void awaitSharing() throws InterruptedException {
    long joined = System.nanoTime();
    for (int maker = 0; maker < Cluster.NODES; maker++) {
      while (!isShared(maker)) {
        assertThat(Duration.ofNanos(System.nanoTime() - joined)).isLessThan(Duration.ofMinutes(1));
        pause(Duration.ofMillis(200));
      }
    }
    System.out.println(
        "sharing new sessions again after "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - joined)
            + " ms");
  }

  private boolean isShared(int maker) {
    Cookies session = new Cookies();
    return login(session, node(maker), "shared-0", PASSWORD).status() == 204
        && session.get(node(1 - maker), PATH).status() == 200;
  }

  private void settle() throws InterruptedException {
    awaitSharing();
    pause(Duration.ofSeconds(20));
  }

  /** An event under load. */
  private interface Event {
    void run() throws Exception;
  }

  /** Begin and end, by {@link System#nanoTime}. */
  private record Time(long begin, long end) {}

  private static Time time(Event event) throws Exception {
    long begin = System.nanoTime();
    event.run();
    return new Time(begin, System.nanoTime());
  }

  /** The answers to the requests of an event, once the callers have them. */
  private static Summary seen(String event, List<Caller> callers, ClusterLoad load, Time time) {
    Summary seen = load.between(time.begin(), time.end());
    ClusterTable.print(event, callers.size(), seen);
    return seen;
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }

  /** Each caller sends a request a second, through nginx. */
  @Test
  @Order(KILL)
  void servesEachCallerWhileANodeIsKilledAndStartsAgain() throws Exception {
    List<Caller> callers = callers();
    try (ClusterLoad load = new ClusterLoad(callers, cluster.gateway(), PATH)) {
      pause(Duration.ofSeconds(3));
      Time death =
          time(
              () -> {
                cluster.kill(0);
                pause(Duration.ofSeconds(5));
              });
      Time start =
          time(
              () -> {
                cluster.start(0);
                cluster.awaitReady(0);
                pause(Duration.ofSeconds(5));
              });

      Summary ofDeath = seen("a node is killed", callers, load, death);
      assertThat(ofDeath.requests()).isGreaterThan(100);
      assertRight(ofDeath);
      assertRight(seen("the killed node starts again", callers, load, start));
    }
    assertServedByEachNode(callers);
  }

  private static void assertRight(Summary seen) {
    assertThat(List.of(seen.foreign(), seen.lost(), seen.errors())).containsOnly(0L);
  }

  /** nginx waits for the node longer than the node is frozen. */
  @Test
  @Tag("faults")
  @Order(FREEZE)
  void servesEachCallerAfterANodeWasFrozen() throws Exception {
    assertKept(
        "a node is frozen for " + FAULT.toSeconds() + " s",
        () -> {
          cluster.server(0).freeze();
          pause(FAULT);
          cluster.server(0).thaw();
        },
        "the node goes on");
  }

  @Test
  @Tag("faults")
  @Order(SEPARATE)
  void keepsTheSessionsWhileTheNodesAreSeparated() throws Exception {
    assertKept(
        "the nodes are separated for " + FAULT.toSeconds() + " s",
        () -> {
          cluster.network().cut();
          pause(FAULT);
          cluster.network().join();
        },
        "the nodes are joined again");
  }

  private void assertKept(String fault, Event event, String afterwards) throws Exception {
    List<Caller> callers = callers();
    try (ClusterLoad load = new ClusterLoad(callers, cluster.gateway(), PATH)) {
      pause(Duration.ofSeconds(3));
      Time during = time(event);
      Time after = time(this::settle);

      for (Summary seen :
          List.of(seen(fault, callers, load, during), seen(afterwards, callers, load, after))) {
        assertThat(List.of(seen.foreign(), seen.lost())).containsOnly(0L);
      }
    }
    assertServedByEachNode(callers);
  }
}
