// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.attack.Attack.E10;
import static org.gatepass.it.attack.Attack.E12;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatepass.it.account.LiveIT;
import org.gatepass.it.app.own.SqlServlet;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.app.small.PasswordChangeServlet;
import org.gatepass.it.app.small.PersistentSecurity;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.app.small.SessionCopyServlet;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoServlet;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.OwnServer;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.gatepass.store.UserAccount;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two deployments of one application on one server and with one database, as two nodes: the events,
 * the WebSockets and the sessions of the node that did not make a change.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(
    named = "server.profile",
    matches = "payara-micro7?|wildfly|liberty|tomee",
    disabledReason = "The test starts its server itself, which it can do for these.")
class TwoNodesIT {
  /** The time that the documentation states. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final int SOCKETS = 100;
  private static int counter;

  private ServerProcess server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    WebArchive one = node("node-one.war");
    WebArchive other = node("node-other.war");
    if (PayaraMicro.isHere()) {
      List<Path> files = new ArrayList<>();
      for (WebArchive war : List.of(one, other)) {
        files.add(folder.resolve(war.getName()));
        war.as(ZipExporter.class).exportTo(files.get(files.size() - 1).toFile());
      }
      server = PayaraMicro.start(folder, files);
    } else {
      server = OwnServer.start(folder, Map.of(), List.of(), List.of(), one, other);
    }
    server.awaitAnswer("/node-one/who");
    server.awaitAnswer("/node-other/who");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebArchive node(String name) {
    return Wars.withAccountsAndTheDemosSocket(
        name,
        PersistentSecurity.class,
        WhoServlet.class,
        WhoEjb.class,
        AccountsServlet.class,
        Revocations.class,
        LoginServlet.class,
        PasswordChangeServlet.class,
        SessionCopyServlet.class,
        SqlServlet.class);
  }

  private Http atOne() {
    return server.http("/node-one");
  }

  private Http atOther() {
    return server.http("/node-other");
  }

  private Answer post(String path, String form) {
    return atOne()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, form);
  }

  private void accounts(String action, String form) {
    assertThat(post("/accounts/" + action, "name=" + form).status()).isEqualTo(200);
  }

  private void sql(String sql) {
    Answer answer = post("/sql", "sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private String account() {
    return account("");
  }

  private String account(String parameters) {
    String name = "twonodes" + ++counter;
    accounts("create", name + parameters);
    // The first change inserts the revision's row: these tables are made without the migration.
    accounts("rename", name);
    return name;
  }

  private LiveIT.Socket openAtOther(String name) throws InterruptedException {
    LiveIT.Socket socket =
        LiveIT.connect(
            URI.create("ws://" + atOther().host() + "/node-other/live"), "remote-user", name);
    socket.assertSays(name);
    return socket;
  }

  private String revocations(Http node, String name) {
    return node.get("/accounts/revocations?name=" + name).body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deactivate", "delete", "forbid-header", "sign-out-everywhere", "lock", "expire"})
  @Shows(E10)
  void socketsOnTheOtherNodeCloseWhenTheLoginIsRevoked(String action) throws Exception {
    String name = account();
    LiveIT.Socket socket = openAtOther(name);
    LiveIT.Socket somebodyElses = openAtOther(account());

    accounts(action, name);

    socket.assertClosedWithin(LIMIT);
    somebodyElses.assertIsStillOf("twonodes" + counter);
  }

  /** Thorough, since it takes a hundred times the staleness. */
  @Test
  @Tag("thorough")
  @Shows(E10)
  void aHundredSocketsOnTheOtherNodeCloseInTime() throws Exception {
    List<String> names = new ArrayList<>();
    List<LiveIT.Socket> sockets = new ArrayList<>();
    for (int i = 0; i < SOCKETS; i++) {
      names.add(account());
      sockets.add(openAtOther(names.get(i)));
    }

    Duration longest = Duration.ZERO;
    for (int i = 0; i < SOCKETS; i++) {
      accounts("sign-out-everywhere", names.get(i));
      long committed = System.nanoTime();
      sockets.get(i).assertClosedWithin(LIMIT);
      Duration taken = Duration.ofNanos(System.nanoTime() - committed);
      longest = taken.compareTo(longest) > 0 ? taken : longest;
    }

    System.out.printf("%d sockets closed, the last one after %s%n", SOCKETS, longest);
  }

  @Test
  void eachNodeFiresOneEventForAChange() throws Exception {
    String name = account();
    openAtOther(name);

    accounts("deactivate", name);
    assertThat(revocations(atOne(), name)).isEqualTo("[inactive]");
    Thread.sleep(3 * LIMIT.toMillis());

    assertThat(revocations(atOne(), name)).isEqualTo("[inactive]");
    assertThat(revocations(atOther(), name)).isEqualTo("[inactive]");
  }

  @Test
  void socketsStayOpenWhenTheAccountChangesOtherwise() throws Exception {
    String name = account();
    LiveIT.Socket socket = openAtOther(name);

    accounts("rename", name);
    accounts("leave-groups", name);
    Thread.sleep(LIMIT.toMillis());

    socket.assertIsStillOf(name);
  }

  @Test
  @Shows(E10)
  void allSocketsCloseWhereTheNodeCanNotReadWhoHasChanged() throws Exception {
    LiveIT.Socket socket = openAtOther(account());
    LiveIT.Socket somebodyElses = openAtOther(account());

    sql("update gatepass_revision set revision = revision + 1");

    socket.assertClosedWithin(LIMIT);
    somebodyElses.assertClosedWithin(LIMIT);
  }

  @Test
  @Shows(E10)
  void socketsCloseAfterAChangeBySqlWithTriggers() throws Exception {
    // On other servers H2 may be unable to load the class of the trigger.
    assumeTrue(PayaraMicro.isHere(), "tried on Payara");
    String name = account();
    LiveIT.Socket socket = openAtOther(name);
    LiveIT.Socket somebodyElses = openAtOther(account());
    sqlOf("triggers-h2.sql");
    try {
      sql("update gatepass_account set active = false where name = '" + name + "'");

      socket.assertClosedWithin(LIMIT);
      somebodyElses.assertIsStillOf("twonodes" + counter);
    } finally {
      sql("drop trigger if exists gatepass_account_changed");
      sql("drop trigger if exists gatepass_group_changed");
    }
  }

  /** A client with the session of a header login at a node. */
  private static Http session(Http node, String name) {
    Answer answer = node.header("remote-user", name).get("/who");
    return node.header("Cookie", answer.sessionCookie().orElseThrow());
  }

  private Http sessionByPassword(String name) {
    Answer answer = post("/enter", "name=" + name + "&password=secret-1");
    return atOne().header("Cookie", answer.sessionCookie().orElseThrow());
  }

  /** The copy of a session that the other node keeps in its memory. */
  private Http copyAtOther(Http session) {
    String owner = session.get("/session-copy").body();
    Answer copied =
        atOther()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send(
                "POST",
                "/session-copy",
                "owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8));
    return atOther().header("Cookie", copied.sessionCookie().orElseThrow());
  }

  private static String caller(Http session) {
    return session.get("/who").json().getString("servlet");
  }

  @Test
  @Shows(E12)
  void aLogoutEndsTheCopyOfItsSessionOnTheOtherNode() throws Exception {
    String name = account("&password=secret-1");
    Http kept = copyAtOther(session(atOne(), name));
    for (Http session : List.of(session(atOne(), name), sessionByPassword(name))) {
      Http copy = copyAtOther(session);
      assertThat(caller(copy)).isEqualTo(name);

      assertThat(session.send("DELETE", "/session-copy", "").status()).isEqualTo(200);

      awaitEnd(copy);
      assertThat(caller(session)).isEmpty();
    }
    assertThat(caller(kept)).isEqualTo(name);
  }

  private static void awaitEnd(Http copy) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!caller(copy).isEmpty()) {
      assertThat(System.nanoTime() - end).as("the copy is still valid").isNegative();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "expire"})
  void aLockOrAnEndOfTheAccountEndsTheLoginOnTheOtherNode(String action) throws Exception {
    String name = account("&password=secret-1");
    Http byPassword = copyAtOther(sessionByPassword(name));
    Http byHeader = copyAtOther(session(atOne(), name));
    assertThat(caller(byPassword)).isEqualTo(name);
    assertThat(caller(byHeader)).isEqualTo(name);

    accounts(action, name);

    awaitEnd(byPassword);
    awaitEnd(byHeader);
  }

  @Test
  void aChangeOfTheOwnPasswordEndsAllOtherLoginsOnTheOtherNode() throws Exception {
    String name = account("&password=secret-1");
    Http session = sessionByPassword(name);
    // The logout of the session of the change would end a copy of that session in any case.
    Http another = copyAtOther(sessionByPassword(name));
    assertThat(caller(another)).isEqualTo(name);

    Answer changed =
        session
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/change", "name=" + name + "&password=secret-1&new=secret-2");

    assertThat(changed.body()).isEqualTo("changed");
    Http kept = atOne().header("Cookie", changed.sessionCookie().orElseThrow());
    assertThat(caller(kept)).isEqualTo(name);
    awaitEnd(another);
    assertThat(caller(copyAtOther(kept))).isEqualTo(name);
  }

  private void sqlOf(String file) throws IOException {
    try (InputStream in = UserAccount.class.getResourceAsStream("schema/" + file)) {
      sql(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
