// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.client.Cookies;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes of Payara Micro whose wall clocks differ by 20 minutes, with a maximum age of ten
 * minutes. A preloaded library shifts the clock of a node. The monotonic clocks and PostgreSQL's
 * clock are those of the machine.
 */
@Tag("cluster-long")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterClocksIT {
  private static final Path COMPILER = Path.of("/usr/bin/gcc");
  private static final Path SOURCE = Path.of("src", "test", "c", "shifted-clock.c");

  /** The node with the clock of the machine. */
  private static final int BEHIND = 0;

  private static final int AHEAD = 1;
  private static final Duration DIFFERENCE = Duration.ofMinutes(20);
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  /** The time for the restart of a node. */
  private static final Duration REST = Duration.ofMinutes(3);

  private static final int CALLERS = 5;
  private static final int FREE_ATTEMPTS = 10;

  private final Map<Integer, Duration> shifts = new HashMap<>(Map.of(AHEAD, DIFFERENCE));
  private ComposedServers servers;
  private DemoCluster nodes;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Gateway.assumeInstalled(COMPILER);
    Postgres.assumeInstalled();
    Path library = Path.of("target", "shifted-clock.so").toAbsolutePath();
    ComposedServers.run(
        folder,
        Map.of(),
        List.of(
            COMPILER.toString(),
            "-shared",
            "-fPIC",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-o",
            library.toString(),
            SOURCE.toString(),
            "-ldl"));
    servers = new ComposedServers(folder);
    servers.startDatabase();
    nodes = DemoCluster.of(servers, folder, node -> settings(node, library));
    nodes.cluster().startNodes();
    for (String kind : List.of("revoked", "old", "kept", "guessed", "seen", "locked", "expired")) {
      servers.addAccounts(kind, CALLERS);
    }
  }

  private Map<String, String> settings(int node, Path library) {
    Map<String, String> settings = new HashMap<>();
    settings.put("GATEPASS_SESSION_MAX_AGE", MAX_AGE.toString());
    Duration shift = shifts.get(node);
    if (shift != null) {
      settings.put("LD_PRELOAD", library.toString());
      settings.put("SHIFTED_CLOCK_SECONDS", Long.toString(shift.toSeconds()));
    }
    return settings;
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

  private Http node(int node) {
    return nodes.node(node);
  }

  private Http byHeader(int node, String name) {
    return node(node).header("remote-user", name);
  }

  /** A login by password or by header that the session remembers. */
  private Cookies logIn(int node, String name, boolean header) {
    Cookies cookies = new Cookies();
    if (!header) {
      assertThat(DemoCluster.logIn(cookies, node(node), name, DemoCluster.PASSWORD).status())
          .isEqualTo(204);
    }
    Http http = header ? byHeader(node, name) : node(node);
    ClusterCases.assertCaller(cookies.get(http, DemoCluster.PATH), name);
    return cookies;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** First of all, since a node logs a reason once a minute. */
  @Test
  @Order(0)
  void aLoginOfTheNodeBehindIsTooOldForTheNodeAhead() throws Exception {
    Cookies byPassword = logIn(BEHIND, "old-0", false);
    Cookies remembered = logIn(BEHIND, "old-1", true);
    int from = nodes.cluster().server(AHEAD).log().length();

    assertThat(byPassword.get(node(AHEAD), DemoCluster.PATH).status()).isEqualTo(401);
    assertThat(remembered.get(node(AHEAD), DemoCluster.PATH).status()).isEqualTo(401);

    nodes.cluster().server(AHEAD).awaitInLog("(SESSION_ENDED)", from);
  }

  @ParameterizedTest
  @ValueSource(ints = {BEHIND, AHEAD})
  @Order(1)
  void aNodeRejectsAnAccountThatTheOtherNodeHasDeactivated(int changing) throws Exception {
    int other = Cluster.NODES - 1 - changing;
    String name = "revoked-" + changing;
    Cookies admin = nodes.admin(node(changing));
    Cookies byPassword = logIn(other, name, false);
    Cookies remembered = logIn(other, name, true);

    assertThat(DemoCluster.setActive(admin, node(changing), name, false).status()).isEqualTo(200);
    long changed = System.nanoTime();
    ClusterCases.awaitStatus(byHeader(other, name), 403);
    ClusterCases.awaitStatus(byPassword.sent(node(other)), 401);
    ClusterCases.awaitStatus(remembered.sent(node(other)), 401);

    Duration rejected = since(changed);
    System.out.println("deactivated on node " + changing + ", rejected after " + rejected);
    assertThat(rejected).isLessThan(ClusterCases.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {BEHIND, AHEAD})
  @Order(2)
  void eachNodeDelaysLoginsAfterItsOwnFailedPasswords(int node) throws Exception {
    Http client = node(node).header("X-Forwarded-For", "203.0.113.9");
    for (int i = 0; i < FREE_ATTEMPTS; i++) {
      assertThat(DemoCluster.logIn(new Cookies(), client, "guessed-0", "wrong").status())
          .isEqualTo(401);
    }

    Answer delayed = DemoCluster.logIn(new Cookies(), client, "guessed-0", DemoCluster.PASSWORD);

    assertThat(delayed.status()).isEqualTo(429);
    int seconds = Integer.parseInt(delayed.header("retry-after").orElseThrow());
    assertThat(seconds).isBetween(1, 30);
    TimeUnit.SECONDS.sleep(seconds);
    assertThat(DemoCluster.logIn(new Cookies(), client, "guessed-0", DemoCluster.PASSWORD).status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Order(3)
  void theNextLoginOnTheNodeBehindCorrectsTheTimeThatTheNodeAheadHasStored(boolean header)
      throws Exception {
    String name = "seen-" + (header ? 1 : 0);
    logIn(BEHIND, name, header);
    assertThat(lastLoginAhead(name)).isLessThan(Duration.ofMinutes(1));

    logIn(AHEAD, name, header);
    assertThat(lastLoginAhead(name))
        .isBetween(DIFFERENCE.minusMinutes(1), DIFFERENCE.plusSeconds(1));

    logIn(BEHIND, name, header);
    assertThat(lastLoginAhead(name)).isBetween(Duration.ofMinutes(-1), Duration.ofSeconds(1));
  }

  /** How far the stored time of the latest login is ahead of PostgreSQL's clock. */
  private Duration lastLoginAhead(String name) throws SQLException {
    String millis =
        servers
            .postgres()
            .value(
                "select round(1000 * extract(epoch from last_login - now() at time zone 'UTC'))"
                    + " from gatepass_account where name = '"
                    + name
                    + "'");
    return Duration.ofMillis(Long.parseLong(Objects.requireNonNull(millis)));
  }

  @Test
  @Order(4)
  void aLockEndsAndAnAccountExpiresByTheClockOfEachNode() throws Exception {
    Cookies admin = nodes.admin(node(BEHIND));
    Instant time = Instant.now().plus(DIFFERENCE.dividedBy(2));
    change(admin, "locked-0", "lockedUntil", time);
    change(admin, "expired-0", "expiresAt", time);
    TimeUnit.MILLISECONDS.sleep(ClusterCases.LIMIT.toMillis());

    assertThat(status(BEHIND, "locked-0")).isEqualTo(403);
    assertThat(status(AHEAD, "locked-0")).isEqualTo(200);
    assertThat(status(BEHIND, "expired-0")).isEqualTo(200);
    assertThat(status(AHEAD, "expired-0")).isEqualTo(403);
  }

  private void change(Cookies admin, String name, String member, Instant time) {
    String json = "{\"" + member + "\":\"" + time + "\"}";
    assertThat(DemoCluster.change(admin, node(BEHIND), name, json).status()).isEqualTo(200);
  }

  private int status(int node, String name) {
    return byHeader(node, name).get(DemoCluster.PATH).status();
  }

  /**
   * The node behind starts again with a later clock, shortly before the end of the logins: a test
   * of half an hour would show the same. Its clock is ahead of the other one then.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void aLoginOfTheNodeAheadLastsLongerOnTheNodeBehindByTheDifference() throws Exception {
    long begin = System.nanoTime();
    Cookies byPassword = logIn(AHEAD, "kept-0", false);
    Cookies remembered = logIn(AHEAD, "kept-1", true);
    for (int node : List.of(BEHIND, AHEAD)) {
      ClusterCases.assertCaller(byPassword.get(node(node), DemoCluster.PATH), "kept-0");
      ClusterCases.assertCaller(remembered.get(node(node), DemoCluster.PATH), "kept-1");
    }

    Duration end = MAX_AGE.plus(DIFFERENCE);
    Duration shift = end.minus(REST);
    nodes.cluster().stop(BEHIND);
    shifts.put(BEHIND, shift);
    nodes.cluster().start(BEHIND);
    nodes.cluster().awaitReady(BEHIND);

    for (Cookies session : List.of(byPassword, remembered)) {
      while (session.get(node(BEHIND), DemoCluster.PATH).status() == 200) {
        assertThat(since(begin)).isLessThan(REST.plusMinutes(1));
        TimeUnit.MILLISECONDS.sleep(100);
      }
      Duration lasted = since(begin).plus(shift);
      System.out.println("the login of the node ahead lasted " + lasted);
      assertThat(lasted).isBetween(end.minusSeconds(1), end.plusSeconds(10));
    }
  }
}
