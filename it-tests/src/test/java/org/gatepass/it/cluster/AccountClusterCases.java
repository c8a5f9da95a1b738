// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.attack.Attack.E10;
import static org.gatepass.it.attack.Attack.E12;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gatepass.it.account.LiveIT;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Cookies;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo on two nodes, with its accounts in PostgreSQL. */
abstract class AccountClusterCases extends ClusterCases {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private ComposedServers servers;

  /** Prepares the server for the demo with this database. */
  abstract ClusterServer server(Path folder, ComposedServers database) throws IOException;

  @Override
  final ClusterServer server(Path folder) throws Exception {
    Postgres.assumeInstalled();
    servers = new ComposedServers(folder);
    servers.startDatabase();
    return server(folder, servers);
  }

  @AfterAll
  void stopDatabase() {
    if (servers != null) {
      servers.close();
    }
  }

  /** Accounts with dora's password. */
  @BeforeAll
  void addAccounts() throws Exception {
    for (String kind : KINDS) {
      servers.addAccounts(kind, CALLERS);
    }
  }

  private void sql(String statement) throws SQLException {
    servers.postgres().change(statement);
  }

  /** Also on the node that made the session, which may keep a copy of it. */
  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0"})
  @Shows(E12)
  void aLogoutEndsTheSessionOnBothNodes(int maker, int node) throws Exception {
    String name = "out-" + (Cluster.NODES * maker + node);
    for (boolean header : List.of(false, true)) {
      Cookies cookies = header ? byHeader(node(maker), name) : byPassword(node(maker), name);
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
    Cookies admin = byPassword(cluster().node(0), "admin", servers.secret("demo-admin-password"));
    Cookies session = byPassword(cluster().node(1), name);
    assertCaller(session.get(cluster().node(1), PATH), name);
    LiveIT.Socket socket =
        LiveIT.connect(
            URI.create("ws://" + cluster().node(1).host() + "/live"), "Cookie", session.line());
    socket.assertSays(name);

    Answer change =
        admin.send(
            cluster().node(0).header("Content-Type", "application/json"),
            "PATCH",
            "/api/users/" + name,
            "{\"active\":false}");
    long changed = System.nanoTime();
    assertThat(change.status()).isEqualTo(200);
    socket.assertClosedWithin(LIMIT);
    long closed = System.nanoTime();
    long byHeader = awaitStatus(node(1).header("remote-user", name), 403);
    long inSession = awaitStatus(session.sent(cluster().node(1)), 401);

    System.out.printf(
        "deactivated: socket closed after %d ms, rejected after %d ms by header, %d ms in a session%n",
        TimeUnit.NANOSECONDS.toMillis(closed - changed),
        TimeUnit.NANOSECONDS.toMillis(byHeader - changed),
        TimeUnit.NANOSECONDS.toMillis(inSession - changed));
    assertThat(Duration.ofNanos(inSession - changed)).isLessThan(LIMIT);
  }

  /** N nodes give N times as many guesses. */
  @Test
  void countsFailedPasswordsOnEachNode() {
    for (int node = 0; node < Cluster.NODES; node++) {
      Http client = cluster().node(node).header("X-Forwarded-For", "203.0.113.9");
      for (int i = 0; i < 10; i++) {
        assertThat(login(new Cookies(), client, "guessed-0", "wrong").status()).isEqualTo(401);
      }
      assertThat(login(new Cookies(), client, "guessed-0", "wrong").status()).isEqualTo(429);
    }
  }

  /** A caller by session, and the same caller by header. */
  private Stream<Http> requests(Cookies session, String name) {
    return Stream.of(session.sent(cluster().node(0)), node(0).header("remote-user", name));
  }

  /** The accounts change by SQL: the other node may wait for the frozen one. */
  @Test
  @Tag("faults")
  @Order(FREEZE)
  void aNodeThatWasFrozenAdmitsNoCallerWhoWasRevokedMeanwhile() throws Exception {
    List<Http> requests = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      String name = "frozen-" + i;
      requests.addAll(requests(byPassword(node(i % Cluster.NODES), name), name).toList());
    }
    assertThat(requests).allMatch(each -> each.get(PATH).status() == 200);

    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    cluster().server(0).freeze();
    try {
      sql("update gatepass_account set active = false where name like 'frozen-%'");
      sql("update gatepass_revision set revision = revision + 1");
      TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
      for (Http each : requests) {
        waiting.add(CompletableFuture.supplyAsync(() -> each.get(PATH), THREADS));
      }
      TimeUnit.SECONDS.sleep(10);
    } finally {
      cluster().server(0).thaw();
    }
    awaitSharing();

    // A server may also answer with an error while it joins the other node again.
    assertThat(waiting)
        .extracting(each -> each.get(1, TimeUnit.MINUTES).status())
        .isNotEmpty()
        .doesNotContain(200);
  }

  @Test
  @Tag("faults")
  @Order(SEPARATE)
  @Shows(E12)
  void aLogoutEndsTheSessionOnTheOtherNodeWhileTheNodesAreSeparated() throws Exception {
    Cookies cookies = byPassword(node(0), "apart-0");
    for (int i = 0; i < 4; i++) {
      assertCaller(cookies.get(node(i % Cluster.NODES), PATH), "apart-0");
    }
    String old = cookies.line();
    cluster().network().cut();
    try {
      assertThat(cookies.send(node(1), "POST", "/api/logout", "").status()).isEqualTo(303);
      long loggedOut = System.nanoTime();
      long rejected = awaitStatus(node(0).header("Cookie", old), 401);
      System.out.printf(
          "logout while the nodes are separated: rejected after %d ms%n",
          TimeUnit.NANOSECONDS.toMillis(rejected - loggedOut));
      assertThat(Duration.ofNanos(rejected - loggedOut)).isLessThan(LIMIT);
    } finally {
      cluster().network().join();
    }
    awaitSharing();
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(node(i % Cluster.NODES).header("Cookie", old).get(PATH).status()).isEqualTo(401);
    }
  }
}
