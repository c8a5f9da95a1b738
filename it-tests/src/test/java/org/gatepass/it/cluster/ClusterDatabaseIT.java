// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.it.client.Cookies;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.SteadyLoad;
import org.gatepass.it.client.SteadyLoad.Request;
import org.gatepass.it.client.SteadyLoad.Seen;
import org.gatepass.it.gateway.ComposedServers;
import org.gatepass.it.peer.Postgres;
import org.gatepass.it.peer.TcpRelay;
import org.gatepass.it.server.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of Payara Micro under a steady load, while their PostgreSQL fails in several ways. Each
 * answer is checked.
 */
@Tag("cluster-long")
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro",
    disabledReason = "It starts Payara Micro itself, which the other servers' runs don't fetch.")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterDatabaseIT {
  private static final long STALENESS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration MAX_ANSWER = Duration.ofSeconds(2);

  /** The time from the database's return to the first success, and to the last failure. */
  private static final long MAX_RECOVERY = TimeUnit.SECONDS.toNanos(2);

  private static final int MAX_LINES = 60;
  private static final int PER_SECOND = Integer.getInteger("cluster.rate", 40);
  private static final int SECONDS = 15;
  private static final int CALLERS = 25;

  /** A login is stored once an hour: each request of this kind is of another caller. */
  private static final int DUE = 600;

  private static final Pattern LINE_OF_GATEPASS =
      Pattern.compile("(?m)^\\[20.*org\\.gatepass\\..*\\[tid: ");

  private ComposedServers servers;
  private TcpRelay relay;
  private DemoCluster nodes;
  private final List<Cookies> sessions = new ArrayList<>();

  /** The times at which the deactivations of this fault were committed. */
  private final Map<String, Long> deactivated = new ConcurrentHashMap<>();

  /** A step of a fault: it breaks the database, or repairs it. */
  private interface Step {
    void run() throws Exception;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Postgres.assumeInstalled();
    servers = new ComposedServers(folder);
    servers.startDatabase();
    relay = new TcpRelay(Ports.free(), servers.postgres().port());
    nodes = DemoCluster.of(servers, folder, relay.port());
    nodes.cluster().startNodes();
    for (String kind : List.of("header", "form")) {
      servers.addAccounts(kind, CALLERS);
    }
    servers.addAccounts("due", DUE);
    for (int i = 0; i < CALLERS; i++) {
      Cookies cookies = new Cookies();
      assertThat(
              DemoCluster.logIn(cookies, nodes.node(0), "form-" + i, DemoCluster.PASSWORD).status())
          .isEqualTo(204);
      sessions.add(cookies);
    }
    // On a busy machine, the first queries of a node exceed the time limits of requests.
    try (SteadyLoad load = new SteadyLoad(PER_SECOND, this::request)) {
      TimeUnit.SECONDS.sleep(5);
      load.end();
    }
  }

  @AfterAll
  void stop() throws IOException {
    try {
      if (nodes != null) {
        nodes.close();
      }
    } finally {
      if (relay != null) {
        relay.close();
      }
      if (servers != null) {
        servers.close();
      }
    }
  }

  /** The requests: of callers in sessions and by header, and of clients without identity. */
  private Request request(int number) {
    int node = number % Cluster.NODES;
    int turn = number / Cluster.NODES;
    Http http = nodes.node(node);
    return switch (turn % 20) {
      case 0 -> new Request("anonymous", "", node, () -> http.get("/api/whoami"));
      case 1 -> new Request("ready", "", node, () -> http.get("/ready"));
      case 2, 3 -> byHeader("gone", "gone-" + turn % CALLERS, node);
      case 4 -> byHeader("due", "due-" + number / 20 % DUE, node);
      case 5 -> turn % 100 == 5 ? login(turn, node) : byHeader("unknown", "unknown-" + turn, node);
      case 6, 7, 8, 9, 10, 11, 12 -> inSession(turn % CALLERS, node);
      default -> byHeader("header", "header-" + turn % CALLERS, node);
    };
  }

  private Request byHeader(String kind, String name, int node) {
    Http http = nodes.node(node).header("remote-user", name);
    return new Request(kind, name, node, () -> http.get(DemoCluster.PATH));
  }

  private Request inSession(int session, int node) {
    return new Request(
        "session",
        "form-" + session,
        node,
        () -> sessions.get(session).get(nodes.node(node), DemoCluster.PATH));
  }

  private Request login(int turn, int node) {
    String name = "form-" + turn % CALLERS;
    return new Request(
        "login",
        name,
        node,
        () -> DemoCluster.logIn(new Cookies(), nodes.node(node), name, DemoCluster.PASSWORD));
  }

  /** Whether the answer admits the caller. */
  private static boolean isAdmitted(Seen seen) {
    return seen.request().kind().equals("login") ? seen.status() == 204 : seen.status() == 200;
  }

  private static boolean isOfActiveCaller(Seen seen) {
    return List.of("header", "session", "due", "login").contains(seen.request().kind());
  }

  private static boolean isNameless(Seen seen) {
    return List.of("anonymous", "ready").contains(seen.request().kind());
  }

  private void deactivate(List<String> names) throws SQLException {
    nodes
        .postgres()
        .change(
            "begin; set local transaction read write; update gatepass_account set active = false"
                + " where name in ("
                + names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(","))
                + "); update gatepass_revision set revision = revision + 1; commit");
    long committed = System.nanoTime();
    names.forEach(name -> deactivated.put(name, committed));
  }

  private static List<String> gone(int from, int to) {
    return Stream.iterate(from, i -> i < to, i -> i + 1).map(i -> "gone-" + i).toList();
  }

  /** Restores the accounts, and waits until both nodes have read the new revision. */
  private void reset() throws Exception {
    deactivated.clear();
    nodes.postgres().change("update gatepass_account set active = true where name like 'gone-%'");
    nodes
        .postgres()
        .change("update gatepass_account set last_login = null where name like 'due-%'");
    nodes.postgres().change("update gatepass_revision set revision = revision + 1");
    TimeUnit.SECONDS.sleep(2);
  }

  /**
   * A fault, and what was seen.
   *
   * @param seen all requests
   * @param begin the time when the fault was complete
   * @param end the time when the database was back
   * @param lines the log lines of Gatepass on each node
   * @param allLines all log lines on each node
   */
  private record Fault(
      List<Seen> seen, long begin, long end, List<Long> lines, List<Long> allLines) {

    List<Seen> all(Predicate<Seen> condition) {
      return seen.stream().filter(condition).toList();
    }

    /** The requests that were sent while the database had failed. */
    List<Seen> during() {
      return all(each -> each.sentAt() - begin >= 0 && each.sentAt() - end < 0);
    }

    /**
     * The longest answer to a request that needs no database. The limits below add this time, which
     * the machine takes.
     */
    long controlMillis() {
      return seen.stream()
          .filter(ClusterDatabaseIT::isNameless)
          .mapToLong(Seen::millis)
          .max()
          .orElseThrow();
    }

    /** The time from the return to the first admission by a node, of those that were slowest. */
    long recoveryMillis() {
      long slowest = 0;
      for (int node = 0; node < Cluster.NODES; node++) {
        int wanted = node;
        long first =
            seen.stream()
                .filter(each -> each.request().node() == wanted && isAdmitted(each))
                .filter(each -> isOfActiveCaller(each) && each.answeredAt() - end >= 0)
                .mapToLong(Seen::answeredAt)
                .min()
                .orElseThrow();
        slowest = Math.max(slowest, first - end);
      }
      return TimeUnit.NANOSECONDS.toMillis(slowest);
    }
  }

  /**
   * Runs a fault under load.
   *
   * @param begin makes the database fail
   * @param during runs in the middle of the fault
   * @param end repairs the database
   */
  private Fault fault(String what, Step begin, Step during, Step end) throws Exception {
    reset();
    List<Integer> from = new ArrayList<>();
    for (int node = 0; node < Cluster.NODES; node++) {
      from.add(nodes.cluster().server(node).log().length());
    }
    try (SteadyLoad load = new SteadyLoad(PER_SECOND, this::request)) {
      TimeUnit.SECONDS.sleep(3);
      deactivate(gone(0, 5));
      begin.run();
      long failed = System.nanoTime();
      long back;
      try {
        TimeUnit.SECONDS.sleep(SECONDS / 2);
        during.run();
        TimeUnit.SECONDS.sleep(SECONDS - SECONDS / 2);
      } finally {
        end.run();
        back = System.nanoTime();
      }
      TimeUnit.SECONDS.sleep(8);
      List<Seen> seen = load.end();
      List<Long> lines = new ArrayList<>();
      List<Long> allLines = new ArrayList<>();
      for (int node = 0; node < Cluster.NODES; node++) {
        String log = nodes.cluster().server(node).log().substring(from.get(node));
        lines.add(LINE_OF_GATEPASS.matcher(log).results().count());
        allLines.add(log.lines().count());
      }
      Fault fault = new Fault(seen, failed, back, lines, allLines);
      print(what, fault);
      check(fault);
      return fault;
    }
  }

  private static void print(String what, Fault fault) {
    Map<String, Map<String, Long>> byKind = new HashMap<>();
    for (Seen each : fault.during()) {
      byKind
          .computeIfAbsent(each.request().kind(), kind -> new HashMap<>())
          .merge(Integer.toString(each.status()), 1L, Long::sum);
    }
    System.out.println(what + ", statuses: " + byKind);
    Map<String, Long> longest = new HashMap<>();
    fault.seen().forEach(each -> longest.merge(each.request().kind(), each.millis(), Math::max));
    System.out.println(what + ", longest answers in ms: " + longest);
    fault.seen().stream()
        .sorted(Comparator.comparingLong(Seen::millis).reversed())
        .limit(10)
        .forEach(
            each ->
                System.out.println(
                    what
                        + ", slow, sent "
                        + TimeUnit.NANOSECONDS.toMillis(each.sentAt() - fault.begin())
                        + " ms after the fault: "
                        + each));
    System.out.printf(
        "%s: %d requests, recovery %d ms, lines %s of %s%n",
        what, fault.seen().size(), fault.recoveryMillis(), fault.lines(), fault.allLines());
    ClusterFaultsTable.DATABASE.print(
        what,
        Long.toString(fault.during().stream().filter(ClusterDatabaseIT::admits).count()),
        Long.toString(fault.during().stream().filter(each -> each.status() == 503).count()),
        seconds(fault.seen().stream().mapToLong(Seen::millis).max().orElseThrow())
            + " ("
            + seconds(fault.controlMillis())
            + ")",
        seconds(fault.recoveryMillis()),
        fault.lines().stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static boolean admits(Seen seen) {
    return isAdmitted(seen) && !isNameless(seen);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private void check(Fault fault) {
    List<Seen> seen = fault.seen();
    long control = fault.controlMillis();
    long settled = fault.end() + MAX_RECOVERY + TimeUnit.MILLISECONDS.toNanos(control);
    assertThat(fault.all(each -> isNameless(each) && each.status() != 200)).isEmpty();
    assertThat(fault.all(ClusterDatabaseIT::isForeign)).isEmpty();
    assertThat(fault.all(this::isAdmittedTooLate)).as("admitted beyond the staleness").isEmpty();
    assertThat(fault.all(each -> each.request().kind().equals("unknown") && isAdmitted(each)))
        .isEmpty();
    assertThat(
            fault.all(
                each ->
                    isOfActiveCaller(each)
                        && !isAdmitted(each)
                        && (each.status() != 503
                            || each.answeredAt() - fault.begin() < -TimeUnit.SECONDS.toNanos(1)
                            || each.sentAt() - settled >= 0)))
        .as("neither admitted nor 503 while the database is away")
        .isEmpty();
    assertThat(
            fault.all(
                each ->
                    each.sentAt() - settled >= 0
                        && deactivated.containsKey(each.request().caller())
                        && each.status() != 403))
        .as("not rejected after the fault")
        .isEmpty();
    assertThat(fault.all(each -> each.millis() >= MAX_ANSWER.toMillis() + control))
        .as("slow")
        .isEmpty();
    assertThat(fault.recoveryMillis())
        .isLessThan(TimeUnit.NANOSECONDS.toMillis(MAX_RECOVERY) + control);
    assertThat(fault.lines()).allMatch(lines -> lines <= MAX_LINES);
    assertThat(seen.size()).isGreaterThan(PER_SECOND * SECONDS);
  }

  private static boolean isForeign(Seen seen) {
    return isAdmitted(seen)
        && !isNameless(seen)
        && !seen.request().kind().equals("login")
        && !seen.body().contains("\"caller\":\"" + seen.request().caller() + "\"");
  }

  private boolean isAdmittedTooLate(Seen seen) {
    Long committed = deactivated.get(seen.request().caller());
    return committed != null && isAdmitted(seen) && seen.sentAt() - committed >= STALENESS;
  }

  /** Without the database, a node admits callers for the staleness only. */
  private static void assertAdmitsOnlyWithinTheStaleness(Fault fault) {
    assertThat(
            fault.all(
                each ->
                    isAdmitted(each)
                        && !isNameless(each)
                        && each.sentAt() - fault.begin() >= STALENESS
                        && each.answeredAt() - fault.end() < 0))
        .as("admitted without the database")
        .isEmpty();
  }

  @Test
  void answersInTimeWhileTheDatabaseIsDown() throws Exception {
    Fault fault =
        fault(
            "stopped",
            () -> {
              relay.down();
              servers.postgres().stop();
            },
            () -> {},
            () -> {
              servers.postgres().start();
              relay.up();
            });

    assertAdmitsOnlyWithinTheStaleness(fault);
  }

  @Test
  void answersInTimeWhileTheDatabaseRestarts() throws Exception {
    Step restart =
        () -> {
          relay.down();
          servers.postgres().stop();
          servers.postgres().start();
          relay.up();
        };
    fault("restarted", restart, restart, restart);
  }

  @Test
  void admitsCallersWhileTheDatabaseIsReadOnly() throws Exception {
    Fault fault =
        fault(
            "read-only",
            () -> readOnly("on"),
            () -> deactivate(gone(5, 10)),
            () -> readOnly("off"));

    assertThat(fault.all(each -> each.status() == 503)).isEmpty();
  }

  private void readOnly(String onOrOff) throws SQLException {
    servers.postgres().change("alter system set default_transaction_read_only = " + onOrOff);
    servers.postgres().change("select pg_reload_conf()");
  }

  @Test
  void answersInTimeWhileTheDatabaseHangs() throws Exception {
    Fault fault =
        fault("hung", () -> servers.postgres().freeze(), () -> {}, () -> servers.postgres().thaw());

    assertAdmitsOnlyWithinTheStaleness(fault);
  }

  @Test
  void answersInTimeWhileTheDatabaseHasNoConnectionLeft() throws Exception {
    Fault fault =
        fault(
            "out of connections",
            () -> connectionLimit(0),
            () -> deactivate(gone(5, 10)),
            () -> connectionLimit(-1));

    assertAdmitsOnlyWithinTheStaleness(fault);
  }

  private void connectionLimit(int limit) throws SQLException {
    servers.postgres().change("alter role gatepass connection limit " + limit);
    if (limit == 0) {
      servers
          .postgres()
          .change(
              "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'gatepass'");
    }
  }

  @Test
  void servesCallersWhileTheDatabaseIsSlow() throws Exception {
    fault(
        "slow",
        () -> relay.delay(Duration.ofMillis(200)),
        () -> deactivate(gone(5, 10)),
        () -> relay.delay(Duration.ZERO));
  }
}
