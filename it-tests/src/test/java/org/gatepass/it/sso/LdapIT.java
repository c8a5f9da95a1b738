// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.peer.GatewayDemo.SITE;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.KeyTool;
import org.gatepass.it.peer.Slapd;
import org.gatepass.it.peer.Upstream;
import org.gatepass.it.peer.Upstream.Head;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.proxy.LdapApache;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code deploy/apache/ldap.conf} with OpenLDAP, in front of the demo and of an {@link Upstream}:
 * names, groups, changes in the directory, and a directory that does not answer.
 */
@Tag("sso")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LdapIT {
  /** {@code LDAPCacheTTL} of the recipe. */
  private static final Duration CACHED = Duration.ofSeconds(60);

  private static final String JUERGEN = "j\u00fcrgen";

  /** Each change in the directory has a person of its own, because httpd remembers people. */
  private static final List<String> PEOPLE =
      List.of(
          "alice", "carol", "dora", "eve", "fay", "gus", "hal", "ida", "iris", "jon", "kim", "lea",
          JUERGEN);

  private final List<AutoCloseable> started = new ArrayList<>();
  private Path folder;
  private Slapd slapd;
  private Upstream upstream;
  private Gateway toDemo;
  private Gateway toUpstream;
  private GatewayDemo certificates;
  private SSLContext tls;

  @BeforeAll
  void startAll(@TempDir Path folder, GatewayDemo certificates) throws Exception {
    Gateway.assumeInstalled(Apache.PROGRAM);
    Gateway.assumeInstalled(Slapd.PROGRAM);
    this.folder = folder;
    this.certificates = certificates;
    tls = certificates.tls();
    ServerProcess server =
        keep(
            PayaraMicro.start(
                folder,
                Map.of(
                    "GATEPASS_TRUSTED_PROXIES", Http.TRUSTED,
                    "GATEPASS_SHARED_SECRET_HEADER", "X-Gateway-Secret",
                    "GATEPASS_SHARED_SECRETS", GatewayDemo.SECRET,
                    "GATEPASS_HEADER_ENCODING", "PERCENT",
                    "GATEPASS_GROUPS_HEADER", "remote-groups",
                    "GATEPASS_GROUPS_MAPPING", "idp-admins=administrator",
                    "GATEPASS_PUBLIC_URL", "https://" + SITE,
                    "GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true")));
    slapd = keep(Slapd.start(Files.createDirectory(folder.resolve("slapd"))));
    PEOPLE.forEach(slapd::addPerson);
    slapd.addPerson("otto");
    slapd.addGroup("cn=application", "access", PEOPLE.toArray(String[]::new));
    slapd.addGroup("cn=idp-admins", "groups", "alice", "iris");
    upstream = keep(new Upstream());
    toUpstream = keep(gateway("to-upstream", slapd.certificate(), upstream.port()));
    server.awaitDemo();
    toDemo = keep(gateway("to-demo", slapd.certificate(), server.http().port()));
    for (String name : List.of("gus", "hal", "iris", "jon", "lea")) {
      JsonObject account =
          Json.createObjectBuilder().add("name", name).add("loginByHeader", true).build();
      assertThat(as("carol").postJson("/api/users", account).status()).isEqualTo(201);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.add(0, part);
    return part;
  }

  @AfterAll
  void stopAll() throws Exception {
    for (AutoCloseable part : started) {
      part.close();
    }
  }

  private Gateway gateway(String name, Path authority, int applicationPort) throws Exception {
    Path prepared = Files.createDirectory(folder.resolve(name));
    certificates.writeCertificate(prepared);
    return LdapApache.start(prepared, slapd, authority, applicationPort, Map.of());
  }

  private Http to(Gateway gateway) {
    int port = gateway.tlsPort();
    return Http.overTls(tls, SITE, port);
  }

  private static String rightPassword(String name) {
    return GatewayProbes.password(name, name + "-gate-1");
  }

  /** A person at the demo. */
  private Http as(String name) {
    return to(toDemo).header("Authorization", rightPassword(name));
  }

  private int status(String name) {
    return as(name).get("/api/me").status();
  }

  private String groups(String name) {
    Answer answer = as(name).get("/api/me");
    assertThat(answer.status()).as(name).isEqualTo(200);
    return answer.json().getJsonArray("groups").toString();
  }

  /** The values of a header that httpd sends. */
  private List<String> forwarded(String authorization, String header) {
    upstream.taken();
    assertThat(to(toUpstream).header("Authorization", authorization).get("/api/whoami").status())
        .isEqualTo(204);
    List<Head> heads = upstream.taken();
    assertThat(heads).hasSize(1);
    return heads.get(0).values(header);
  }

  /** How long it takes until something is so. */
  private static Duration until(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CACHED.multipliedBy(2));
      TimeUnit.MILLISECONDS.sleep(250);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void report(String what, Duration duration) {
    System.out.printf("LdapIT: %s: %d ms%n", what, duration.toMillis());
  }

  @Test
  void namesTheCallerWithTheGroupsOfTheDirectory() {
    Answer answer = as("alice").get("/api/me");

    assertThat(answer.json().getString("caller")).isEqualTo("alice");
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
    assertThat(answer.json().getJsonArray("groups")).hasToString("[\"administrator\",\"user\"]");
    assertThat(groups("dora")).isEqualTo("[\"user\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALICE", "Alice", "alice "})
  void namesTheCallerAsTheDirectoryDoes(String typed) {
    String authorization = GatewayProbes.password(typed, "alice-gate-1");

    assertThat(forwarded(authorization, "remote-user")).containsExactly("alice");
  }

  @ParameterizedTest
  @CsvSource({
    "alice, wrong",
    "alice, ''",
    "'', ''",
    "al*, alice-gate-1",
    "*, alice-gate-1",
    "alice)(uid=*, alice-gate-1",
    "*)(uid=alice, alice-gate-1",
    "'uid=alice,ou=people,dc=example,dc=org', alice-gate-1",
    "'cn=app,dc=example,dc=org', bind-secret",
    "app, bind-secret",
    "mallory, mallory-gate-1"
  })
  void rejectsWhatIsNoLogin(String name, String password) {
    Http client = to(toDemo).header("Authorization", GatewayProbes.password(name, password));

    assertThat(client.get("/api/me").status()).isEqualTo(401);
    assertThat(client.get("/").status()).isEqualTo(401);
  }

  @Test
  void rejectsAPersonOutsideTheGroupWithoutAnotherPrompt() {
    assertThat(status("otto")).isEqualTo(403);
    assertThat(as("otto").get("/").status()).isEqualTo(403);
  }

  /** A person who may create groups elsewhere in the directory, or choose odd names for them. */
  @ParameterizedTest
  @CsvSource({
    "cn=idp-admins, projects",
    "'cn=idp-admins\\,ou=groups\\,dc=example\\,dc=org', projects",
    "'cn=x\\; cn=idp-admins\\,ou=groups\\,dc=example\\,dc=org\\; cn=y', projects",
    "'cn=x\\,idp-admins', groups",
    "'cn=x\\; idp-admins', groups",
    "'cn=x\\3B idp-admins', groups",
    "'cn=idp-admins\\2C', groups",
    "'cn=\\\\\\, idp-admins', groups",
    "'cn=idp-admins+ou=x', groups",
    "'ou=idp-admins+cn=x', groups"
  })
  void makesNoShortNameOfAnyOtherGroup(String rdn, String unit) throws Exception {
    String name = "p" + Integer.toHexString((rdn + unit).hashCode());
    slapd.addPerson(name);
    slapd.addMember("cn=application", "access", name);
    slapd.addGroup("cn=clerks-of-" + name, "groups", name);
    slapd.addGroup(rdn, unit, name);

    String groups = String.join("\n", forwarded(rightPassword(name), "remote-groups"));

    System.out.println("LdapIT: " + rdn + ",ou=" + unit + " arrives as " + groups);
    assertThat(List.of(groups.split(",", -1)))
        .doesNotContain("idp-admins")
        .allMatch(group -> group.isEmpty() || group.equals("clerks-of-" + name));
    slapd.removeGroup(rdn, unit);
  }

  @Test
  void sendsNamesBeyondAsciiPercentEncoded() throws Exception {
    slapd.addGroup("cn=K\u00f6ln", "groups", JUERGEN);
    slapd.addGroup("cn=Clerks of the_2nd-floor.", "groups", JUERGEN);

    assertThat(forwarded(rightPassword(JUERGEN), "remote-user")).containsExactly("j%c3%bcrgen");
    assertThat(forwarded(rightPassword(JUERGEN), "remote-groups").get(0).split(",", -1))
        .contains("K%c3%b6ln", "Clerks%20of%20the_2nd-floor.");
    Answer answer = as(JUERGEN).get("/api/me");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(JUERGEN);
  }

  @Test
  void noticesChangesInTheDirectoryAfterTheCacheAlone() throws Exception {
    assertThat(groups("iris")).contains("administrator");
    assertThat(status("gus")).isEqualTo(200);
    assertThat(status("lea")).isEqualTo(200);
    assertThat(status("hal")).isEqualTo(200);
    assertThat(status("jon")).isEqualTo(200);
    slapd.removeMember("cn=idp-admins", "groups", "iris");
    slapd.setPassword("gus", "another-1");
    slapd.removePerson("hal");
    slapd.removeMember("cn=application", "access", "jon");
    slapd.setPassword("lea", "another-1");
    long start = System.nanoTime();

    Http lea = to(toDemo).header("Authorization", GatewayProbes.password("lea", "another-1"));
    assertThat(lea.get("/api/me").status()).isEqualTo(200);
    assertThat(status("lea")).as("the old password after the new one").isEqualTo(401);
    Duration password = until(() -> status("gus") == 401);
    Duration group = until(() -> !groups("iris").contains("administrator"));
    Duration person = until(() -> status("hal") == 401);
    Duration access = until(() -> status("jon") == 403);

    report("old password", password);
    Duration total = Duration.ofNanos(System.nanoTime() - start);
    report("removed group, after that", group);
    report("removed person, after that", person);
    report("removed from the application's group, after that", access);
    report("all", total);
    assertThat(total).isBetween(CACHED.minusSeconds(10), CACHED.plusSeconds(15));
  }

  @Test
  void servesAnAccountUntilItIsDeactivated() {
    JsonObject account =
        Json.createObjectBuilder().add("name", "kim").add("loginByHeader", true).build();
    assertThat(as("carol").postJson("/api/users", account).status()).isEqualTo(201);
    assertThat(status("kim")).isEqualTo(200);

    Http carol = as("carol").header("Content-Type", "application/json");
    assertThat(carol.send("PATCH", "/api/users/kim", "{\"active\":false}").status()).isEqualTo(200);

    assertThat(status("kim")).isEqualTo(403);
  }

  @Test
  void servesRememberedPeopleAndNoOthersWhileTheDirectoryIsDown() throws Exception {
    assertThat(status("dora")).isEqualTo(200);
    slapd.stop();
    try {
      assertThat(status("dora")).isEqualTo(200);
      report("down, not remembered", timed("fay", 500));
      assertThat(to(toDemo).get("/").status()).isEqualTo(200);
      assertThat(to(toDemo).get("/api/me").status()).isEqualTo(401);
      assertThat(as("fay").get("/").status()).isEqualTo(500);
    } finally {
      slapd.start();
    }
    report("back after down", timed("fay", 403));
  }

  /** Its machine drops packets: connections are never established. */
  @Test
  void limitsTheWaitForAConnection() throws Exception {
    assertThat(status("dora")).isEqualTo(200);
    slapd.stop();
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = slapd.fullBacklog(waiting)) {
      assertThat(full.isBound()).isTrue();
      report("no connection, remembered", timed("dora", 200));
      Duration other = timed("ida", 500);
      report("no connection, not remembered", other);
      assertThat(other).isLessThan(Duration.ofSeconds(20));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
      slapd.start();
    }
    report("back after no connection", timed("ida", 403));
  }

  /** The LDAP library has no timeout for the TLS handshake. */
  @Test
  void waitsAsLongAsTheDirectoryHangsAfterAcceptingAConnection() throws Exception {
    assertThat(status("dora")).isEqualTo(200);
    CompletableFuture<Integer> hanging;
    slapd.freeze();
    try {
      report("hanging, remembered", timed("dora", 200));
      hanging = CompletableFuture.supplyAsync(() -> status("eve"));
      assertThat(hanging)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(TimeoutException.class);
      report("hanging, remembered, while another person waits", timed("dora", 200));
      assertThat(to(toDemo).get("/").status()).isEqualTo(200);
    } finally {
      slapd.thaw();
    }
    assertThat(hanging).succeedsWithin(Duration.ofSeconds(20));
    report("back after hanging", timed("eve", 403));
  }

  /** How long a person waits. */
  private Duration timed(String name, int status) {
    long start = System.nanoTime();
    assertThat(status(name)).as(name).isEqualTo(status);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void sendsNoPasswordToADirectoryWithAnotherCertificate() throws Exception {
    Path other = folder.resolve("other.pem");
    Path otherKeys = new KeyTool(folder).keyStore("other", "CN=directory.example.org");
    KeyTool.writePem(otherKeys, "other", other, folder.resolve("other.key"));

    try (Gateway gateway = gateway("other-authority", other, upstream.port())) {
      Http alice = to(gateway).header("Authorization", rightPassword("alice"));
      assertThat(alice.get("/api/me").status()).isEqualTo(500);
    }
    assertThat(slapd.search("alice", other)).contains("Can't contact LDAP server");
  }

  @Test
  void answersTheCommandOfTheGuide() throws IOException, InterruptedException {
    assertThat(slapd.search("alice", slapd.certificate()))
        .contains("dn: uid=alice,ou=people,dc=example,dc=org\n", "uid: alice\n")
        .contains("memberOf: cn=idp-admins,ou=groups,dc=example,dc=org\n");
  }
}
