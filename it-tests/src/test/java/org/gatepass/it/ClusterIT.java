// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.Attack.E10;
import static org.gatepass.it.Attack.E12;

import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatepass.it.ClusterLoad.Caller;
import org.gatepass.it.ClusterLoad.Summary;
import org.gatepass.it.Http.Answer;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The demo on two nodes that share their sessions, with PostgreSQL and nginx. The session of a
 * header caller remembers the caller.
 */
@Tag("gateways")
@Tag("cluster")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
  /** The time that the documentation states: the staleness of a second, and the machine's. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final Path RECIPE = Path.of("..", "deploy", "payara-cluster");
  private static final String PATH = "/api/me";
  private static final String PASSWORD = "dora-secret-1";
  private static final int REQUESTS = 100;
  private static final int CALLERS = 25;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "GATEPASS_SHARED_SECRETS",
          GatewayDemo.SECRET,
          "GATEPASS_PERSISTENT",
          "true",
          "GATEPASS_DEMO_SAMPLE_ACCOUNTS",
          "true",
          "JAVA_TOOL_OPTIONS",
          String.join(" ", ServerProcess.JVM));

  private ComposedServers servers;
  private Cluster cluster;

  @BeforeAll
  void start(@TempDir Path folder, GatewayDemo demo) throws Exception {
    Gateway.assumeInstalled(Nginx.PROGRAM);
    Postgres.assumeInstalled();
    servers = new ComposedServers(folder);
    servers.startDatabase();
    cluster = new Cluster(payara(folder), "/ready");
    cluster.startNodes();
    Path gateway = Files.createDirectory(folder.resolve("gateway"));
    demo.writeCertificate(gateway);
    cluster.startGateway(gateway, htpasswd());
    addAccounts();
  }

  /** Payara Micro with the data source of {@code deploy/compose}. */
  private Cluster.NodeStart payara(Path folder) throws IOException {
    Path demo = folder.resolve("distributable.war");
    Wars.distributableDemo(Map.of()).as(ZipExporter.class).exportTo(demo.toFile());
    String closedPort = Files.readString(RECIPE.resolve("closed-port.asadmin"));
    List<Integer> members = List.of(Ports.free(), Ports.free());
    return (node, port) ->
        servers.startNode(
            port,
            List.of(
                "--hzconfigfile",
                hazelcast(folder, members, node).toString(),
                "--postdeploycommandfile",
                RECIPE.resolve("open-port.asadmin").toAbsolutePath().toString()),
            SETTINGS,
            demo,
            commands -> commands + closedPort);
  }

  private static Path hazelcast(Path folder, List<Integer> members, int node) throws IOException {
    String recipe = Files.readString(RECIPE.resolve("hazelcast.xml"));
    assertThat(recipe)
        .contains(
            ">10.1.2.10:6900<", ">10.1.2.11:6900<", ">6900<", "<interface>10.1.2.10</interface>");
    return Files.writeString(
        folder.resolve("hazelcast-" + node + ".xml"),
        recipe
            .replace("10.1.2.10:6900", "127.0.0.1:" + members.get(0))
            .replace("10.1.2.11:6900", "127.0.0.1:" + members.get(1))
            .replace(">6900<", ">" + members.get(node) + "<")
            .replace("10.1.2.10", "127.0.0.1"));
  }

  @AfterAll
  void stop() {
    try {
      if (cluster != null) {
        cluster.close();
      }
    } finally {
      if (servers != null) {
        servers.close();
      }
    }
  }

  private static String htpasswd() {
    return IntStream.range(0, CALLERS)
        .mapToObj(i -> "header-" + i + ":{PLAIN}header-secret\n")
        .collect(Collectors.joining());
  }

  /** Accounts with dora's password. */
  private void addAccounts() throws Exception {
    for (String kind : List.of("form", "header", "revoked", "guessed", "out")) {
      servers
          .postgres()
          .change(
              ("insert into gatepass_account (id, name, active, login_by_header, password_hash,"
                      + " security_stamp, version) select '%1$s-' || i, '%1$s-' || i, true, true,"
                      + " password_hash, '%1$s-' || i, 0 from gatepass_account,"
                      + " generate_series(0, %2$d) i where name = 'dora'")
                  .formatted(kind, CALLERS - 1));
    }
  }

  /** A client of a node with nginx's secret. */
  private Http node(int node) {
    return cluster.node(node).header("X-Gateway-Secret", GatewayDemo.SECRET);
  }

  private static Answer login(Cookies cookies, Http http, String name, String password) {
    return cookies.send(
        http.header("Content-Type", "application/json"),
        "POST",
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build().toString());
  }

  private static Cookies byPassword(Http http, String name, String password) {
    Cookies cookies = new Cookies();
    assertThat(login(cookies, http, name, password).status()).isEqualTo(204);
    return cookies;
  }

  /** A remembered login by nginx's header. */
  private static Cookies byHeader(Http node, String name) {
    Cookies cookies = new Cookies();
    assertCaller(cookies.get(node.header("remote-user", name), PATH), name);
    return cookies;
  }

  /** The same, where nginx checks the password. */
  private Cookies byGateway(String name) {
    Cookies cookies = new Cookies();
    assertCaller(cookies.get(cluster.gateway().header("Authorization", basic(name)), PATH), name);
    return cookies;
  }

  private static String basic(String name) {
    byte[] pair = (name + ":header-secret").getBytes(StandardCharsets.US_ASCII);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
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
    assertServed(byPassword(cluster.gateway(), "form-0", PASSWORD), "form-0");
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

  /** Also on the node that made the session, which may keep a copy of it. */
  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0"})
  @Shows(E12)
  void aLogoutEndsTheSessionOnBothNodes(int maker, int node) throws Exception {
    String name = "out-" + (Cluster.NODES * maker + node);
    for (boolean header : List.of(false, true)) {
      Cookies cookies =
          header ? byHeader(node(maker), name) : byPassword(node(maker), name, PASSWORD);
      List<String> old = new ArrayList<>(List.of(cookies.line()));
      for (int i = 0; i < 4; i++) {
        assertCaller(cookies.get(node((maker + i) % Cluster.NODES), PATH), name);
        old.add(cookies.line());
      }
      old.add(cookies.only("JSESSIONID"));

      assertThat(cookies.send(node(node), "POST", "/api/logout", "").status()).isEqualTo(303);
      long loggedOut = System.nanoTime();
      long rejected = loggedOut;
      for (int each = 0; each < Cluster.NODES; each++) {
        for (String line : old) {
          rejected = awaitStatus(node(each).header("Cookie", line), 401);
        }
      }

      System.out.printf(
          "logout at %d of a session of %d (%s): rejected after %d ms%n",
          node,
          maker,
          header ? "header" : "password",
          TimeUnit.NANOSECONDS.toMillis(rejected - loggedOut));
      assertThat(Duration.ofNanos(rejected - loggedOut)).isLessThan(LIMIT);
      for (int i = 0; i < REQUESTS; i++) {
        String line = old.get(i % old.size());
        assertThat(node(i % Cluster.NODES).header("Cookie", line).get(PATH).status())
            .isEqualTo(401);
      }
    }
  }

  @Test
  @Shows(E10)
  void aNodeRejectsAnAccountThatTheOtherNodeHasDeactivatedAndClosesItsSockets() throws Exception {
    String name = "revoked-0";
    Cookies admin = byPassword(cluster.node(0), "admin", servers.secret("demo-admin-password"));
    Cookies session = byPassword(cluster.node(1), name, PASSWORD);
    assertCaller(session.get(cluster.node(1), PATH), name);
    LiveIT.Socket socket =
        LiveIT.connect(
            URI.create("ws://" + cluster.node(1).host() + "/live"), "Cookie", session.line());
    socket.assertSays(name);

    Answer change =
        admin.send(
            cluster.node(0).header("Content-Type", "application/json"),
            "PATCH",
            "/api/users/" + name,
            "{\"active\":false}");
    long changed = System.nanoTime();
    assertThat(change.status()).isEqualTo(200);
    socket.assertClosedWithin(LIMIT);
    long closed = System.nanoTime();
    long byHeader = awaitStatus(node(1).header("remote-user", name), 403);
    long inSession = awaitStatus(session.sent(cluster.node(1)), 401);

    System.out.printf(
        "deactivated: socket closed after %d ms, rejected after %d ms by header, %d ms in a session%n",
        TimeUnit.NANOSECONDS.toMillis(closed - changed),
        TimeUnit.NANOSECONDS.toMillis(byHeader - changed),
        TimeUnit.NANOSECONDS.toMillis(inSession - changed));
    assertThat(Duration.ofNanos(inSession - changed)).isLessThan(LIMIT);
  }

  /** Waits until the path has this status, for ten seconds at most, and returns the time. */
  private static long awaitStatus(Http http, int status) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (http.get(PATH).status() != status && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return System.nanoTime();
  }

  /** N nodes give N times as many guesses. */
  @Test
  void countsFailedPasswordsOnEachNode() {
    for (int node = 0; node < Cluster.NODES; node++) {
      Http client = cluster.node(node).header("X-Forwarded-For", "203.0.113.9");
      for (int i = 0; i < 10; i++) {
        assertThat(login(new Cookies(), client, "guessed-0", "wrong").status()).isEqualTo(401);
      }
      assertThat(login(new Cookies(), client, "guessed-0", "wrong").status()).isEqualTo(429);
    }
  }

  /** Callers of nginx, half of them by password and half by header, logged in anew. */
  private List<Caller> callers() {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(caller("form-" + i, byPassword(cluster.gateway(), "form-" + i, PASSWORD)));
      callers.add(caller("header-" + i, byGateway("header-" + i)));
    }
    return callers;
  }

  private static Caller caller(String name, Cookies cookies) {
    return new Caller("\"caller\":\"" + name + "\"", cookies);
  }

  private static void print(String what, List<Caller> callers, Summary seen, String more) {
    System.out.println(what + ": " + seen);
    ClusterTable.print(
        what,
        callers.size() - seen.lost() + " of " + callers.size(),
        seen.errors() + seen.foreign() + " of " + seen.requests(),
        String.format(Locale.ROOT, "%.1f s", seen.wrongUntil().toMillis() / 1000.0) + more);
  }

  /** Each caller sends a request a second, through nginx. */
  @Test
  @Order(Integer.MAX_VALUE)
  void servesEachCallerWhileANodeIsKilledAndStartsAgain() throws Exception {
    List<Caller> callers = callers();
    try (ClusterLoad load = new ClusterLoad(callers, cluster.gateway(), PATH)) {
      TimeUnit.SECONDS.sleep(3);
      long killed = System.nanoTime();
      cluster.server(0).kill();
      TimeUnit.SECONDS.sleep(5);
      long started = System.nanoTime();
      cluster.start(0);
      cluster.awaitReady(0);
      long ready = System.nanoTime();
      TimeUnit.SECONDS.sleep(5);
      Summary death = load.between(killed, started);
      Summary start = load.between(started, System.nanoTime());
      print("a node is killed", callers, death, "");
      print(
          "the killed node starts again",
          callers,
          start,
          ", ready after %d s".formatted(TimeUnit.NANOSECONDS.toSeconds(ready - started)));

      assertThat(death.requests()).isGreaterThan(100);
      assertThat(List.of(death.foreign(), death.lost(), start.foreign(), start.lost()))
          .containsOnly(0L);
      assertThat(List.of(death.errors(), start.errors())).containsOnly(0L);
    }
    for (Caller caller : callers) {
      for (int node = 0; node < Cluster.NODES; node++) {
        assertThat(caller.cookies().get(node(node), PATH).body()).contains(caller.mark());
      }
    }
  }
}
