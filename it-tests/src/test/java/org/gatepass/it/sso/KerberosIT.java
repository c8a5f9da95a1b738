// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.peer.GatewayDemo.SECRET;
import static org.gatepass.it.peer.GatewayDemo.SITE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Chromium;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.gateway.CheckRun;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Kdc;
import org.gatepass.it.peer.Kdc.Person;
import org.gatepass.it.peer.Upstream;
import org.gatepass.it.peer.Upstream.Head;
import org.gatepass.it.proxy.Apache;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * {@code deploy/apache/kerberos.conf}: httpd logs people in by Kerberos on one path, and the
 * application, with the settings of the page about it, remembers the login. The KDC is MIT's.
 */
@Tag("gateways")
@Tag("sso")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KerberosIT {
  private static final Path MODULE = Path.of("/usr/lib/apache2/modules/mod_auth_gssapi.so");
  private static final Path PAGE = Path.of("..", "docs", "how-to", "kerberos.md");
  private static final Pattern SETTINGS =
      Pattern.compile("(?m)^ *```\\n((?: *GATEPASS_[A-Z_]+=.*\\n)+) *```$");

  private static final String LOGIN_PATH = "/sso-login";
  private static final String JUERGEN = "j\u00fcrgen";
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Duration SMALL_SKEW = Duration.ofSeconds(3);

  /** The line of the recipe that admits people of one realm. */
  private static final String REALM_RULE =
      "    Require     expr \"%{REMOTE_USER} =~ m#^[^/@]+@EXAMPLE\\.COM$#\"\n";

  private static final String NAME =
      "    RequestHeader set Remote-User \"expr=%{escape:%{REMOTE_USER}}\"\n";

  private final List<AutoCloseable> started = new ArrayList<>();
  private final Deque<String> dorasTokens = new ArrayDeque<>();

  private Path folder;
  private GatewayDemo demo;
  private SSLContext tls;
  private Kdc kdc;
  private ServerProcess server;
  private Upstream upstream;
  private Gateway gateway;
  private Gateway gatewayToUpstream;
  private Person alice;
  private Person carol;
  private Person dora;
  private final AtomicInteger probes = new AtomicInteger();

  @BeforeAll
  void startAll(@TempDir Path temporary, GatewayDemo ofTheRun) throws Exception {
    Gateway.assumeInstalled(Apache.PROGRAM);
    Kdc.assumeInstalled();
    assumeModule();
    folder = temporary;
    demo = ofTheRun;
    tls = demo.tls();
    server =
        started(
            PayaraMicro.startDemo(
                folder, settings(), "gateways/payara-micro-preboot.txt", List.of(), List.of()));
    kdc =
        started(
            Kdc.start(
                Files.createDirectory(folder.resolve("kdc")),
                List.of(
                    "alice@EXAMPLE.COM",
                    "alice/admin@EXAMPLE.COM",
                    "carol@EXAMPLE.COM",
                    "dora@EXAMPLE.COM",
                    "stranger@EXAMPLE.COM",
                    JUERGEN + "@EXAMPLE.COM",
                    "alice@OTHER.TEST")));
    kdc.writeKey("HTTP/" + SITE, folder.resolve("http.keytab"));
    // Chromium asks for the name that the host resolves to, which is this one for a mapped host.
    kdc.writeKey("HTTP/127.0.0.1", folder.resolve("http.keytab"));
    alice = kdc.personWithTicket("alice");
    carol = kdc.personWithTicket("carol");
    dora = kdc.personWithTicket("dora");
    upstream = started(new Upstream());
    gatewayToUpstream = start("to-upstream", upstream.port(), SKEW, Map.of());
    server.awaitDemo();
    gateway = start("to-demo", server.http().port(), SKEW, Map.of());
  }

  /** The same as for a program: httpd's module is a library, and is not executable. */
  private static void assumeModule() {
    String missing = "There is no module to test: " + MODULE + " (see CONTRIBUTING.md)";
    if (Boolean.getBoolean("gateways.required")) {
      assertThat(MODULE).as(missing).exists();
    }
    assumeTrue(Files.exists(MODULE), missing);
  }

  /** The settings that the page has for people to copy, with the demo's own. */
  private static Map<String, String> settings() throws IOException {
    Matcher block = SETTINGS.matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    Map<String, String> settings = new HashMap<>();
    block
        .group(1)
        .replace("$secret", SECRET)
        .lines()
        .map(line -> line.strip().split("=", 2))
        .forEach(line -> settings.put(line[0], line[1]));
    settings.put("GATEPASS_GROUPS_HEADER", "remote-groups");
    settings.put("GATEPASS_GROUPS_MAPPING", "idp-admins=administrator");
    settings.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    return settings;
  }

  private <T extends AutoCloseable> T started(T part) {
    started.add(part);
    return part;
  }

  private Gateway start(
      String name, int applicationPort, Duration clockSkew, Map<String, String> additions)
      throws Exception {
    Path prepared = Files.createDirectory(folder.resolve(name));
    demo.writeCertificate(prepared);
    // Started by root, httpd writes into this one as another user.
    Path replays = Files.createDirectory(prepared.resolve("replays"));
    Files.setPosixFilePermissions(replays, PosixFilePermissions.fromString("rwxrwxrwx"));
    Map<String, String> changes = new LinkedHashMap<>(additions);
    changes.put(
        "TraceEnable Off\n",
        "LoadModule auth_gssapi_module "
            + MODULE
            + "\nCustomLog access.log \"%u %>s %U\"\nTraceEnable Off\n");
    changes.put("/etc/apache2/gatepass/http.keytab", folder.resolve("http.keytab").toString());
    Map<String, String> environment = new HashMap<>(kdc.environment(clockSkew));
    environment.put("KRB5RCACHEDIR", replays.toString());
    return started(Apache.start(prepared, "kerberos.conf", applicationPort, changes, environment));
  }

  @AfterAll
  void stopAll() throws Exception {
    System.out.println("KerberosIT: probes sent: " + probes);
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).close();
    }
  }

  private Http to(Gateway target) {
    return Http.overTls(tls, SITE, target.tlsPort());
  }

  private Http client() {
    return to(gateway);
  }

  /** The output of curl for a path at the gateway: head and body. */
  private String negotiate(Person person, String path) throws Exception {
    return person.negotiate(
        "https",
        gateway.tlsPort(),
        path,
        "--include",
        "--cacert",
        folder.resolve("to-demo").resolve("certificate.pem").toString());
  }

  private static Http with(Http client, String token) {
    return client.header("Authorization", token);
  }

  /** A client with the session of a new login. */
  private Http session(Person person) throws Exception {
    return session(gateway, person);
  }

  private Http session(Gateway target, Person person) throws Exception {
    Answer login = with(to(target), person.tokens(1).get(0)).get(LOGIN_PATH + "?next=/api/me");
    assertThat(login.status()).isEqualTo(303);
    assertThat(login.header("location")).contains("/api/me");
    return to(target).header("Cookie", login.sessionCookie().orElseThrow());
  }

  private static String caller(Http client) {
    JsonValue caller = client.get("/api/whoami").json().get("caller");
    return caller == JsonValue.NULL ? "" : caller.toString().replace("\"", "");
  }

  /** The answer of httpd itself, which leads a browser to the password page. */
  private static void assertPasswordPage(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    // With the reason, where a token was wrong.
    assertThat(answer.headers().get("www-authenticate"))
        .singleElement()
        .satisfies(challenge -> assertThat(challenge).matches("Negotiate( [A-Za-z0-9+/=]+)?"));
    assertThat(answer.sessionCookie()).isEmpty();
    assertThat(answer.header("content-type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body()).contains("location.replace('/login' + location.search)");
  }

  @Test
  void isSafeByGatepassCheck() {
    CheckRun.through(
            gateway, folder.resolve("to-demo"), server.http().port(), "/api/me", LOGIN_PATH)
        .assertSafe();
  }

  // One login, and what follows.

  @Test
  void logsAPersonWithATicketInAndRemembersTheLogin() throws Exception {
    String answer = negotiate(alice, LOGIN_PATH + "?next=/api/me");

    assertThat(answer).startsWith("HTTP/1.1 303 ").containsIgnoringCase("\nlocation: /api/me\r");
    Matcher cookie = Pattern.compile("(?i)set-cookie: (JSESSIONID=[^;]+);([^\r]*)").matcher(answer);
    assertThat(cookie.find()).isTrue();
    assertThat(cookie.group(2)).containsIgnoringCase("Secure").containsIgnoringCase("HttpOnly");
    Http session = client().header("Cookie", cookie.group(1));
    Answer me = session.get("/api/me");
    assertThat(me.json().getString("caller")).isEqualTo("alice");
    assertThat(me.json().getString("authenticatedBy")).isEqualTo("SESSION");
    assertThat(me.json().getJsonArray("groups").toString()).isEqualTo("[\"user\"]");
    assertThat(session.get("/").body()).contains(">Alice</h1>");
  }

  @Test
  void givesTheGroupsOfTheAccount() throws Exception {
    assertThat(session(carol).get("/api/me").json().getJsonArray("groups").toString())
        .isEqualTo("[\"administrator\",\"user\"]");
  }

  @Test
  void mapsGroupsThatARuleOfTheOperatorNames() throws Exception {
    Gateway withGroups =
        start(
            "with-groups",
            server.http().port(),
            SKEW,
            Map.of(
                NAME,
                NAME
                    + "    RequestHeader set Remote-Groups idp-admins"
                    + " \"expr=%{REMOTE_USER} in { 'alice@EXAMPLE.COM', 'bob@EXAMPLE.COM' }\"\n"));

    assertThat(session(withGroups, alice).get("/api/me").json().getJsonArray("groups").toString())
        .isEqualTo("[\"administrator\",\"user\"]");
    assertThat(session(withGroups, dora).get("/api/me").json().getJsonArray("groups").toString())
        .isEqualTo("[\"user\"]");
  }

  @Test
  void remembersTheLoginForAThousandRequests() throws Exception {
    Http session = session(alice);
    List<Http> hundred = Collections.nCopies(100, session);

    for (int connection = 0; connection < 10; connection++) {
      assertThat(session.getInTurn("/api/me", hundred))
          .hasSize(100)
          .extracting(me -> me.json().getString("caller"))
          .containsOnly("alice");
    }
  }

  @Test
  void givesEachOfManyRequestsAtATimeItsOwnCaller() throws Exception {
    Map<String, Http> clients =
        Map.of("alice", session(alice), "carol", session(carol), "", client());
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < 2; thread++) {
      clients.forEach(
          (name, client) ->
              work.add(
                  () -> {
                    for (int request = 0; request < 50; request++) {
                      assertThat(caller(client)).isEqualTo(name);
                    }
                    return null;
                  }));
    }
    atATime(work);
  }

  /** Runs some of them at a time, and fails with the first one that fails. */
  private static void atATime(List<Callable<Void>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void namesACallerOnTheLoginPathOnly() throws Exception {
    for (String path :
        List.of("/", "/api/whoami", "/api/me", "/admin/", "/sso-login-x", "/login")) {
      upstream.taken();
      assertThat(with(to(gatewayToUpstream), token()).get(path).status()).isEqualTo(204);
      assertThat(upstream.taken())
          .singleElement()
          .satisfies(head -> GatewayProbes.assertForwarded(head, List.of()));
    }
    assertThat(with(client(), token()).get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void leadsFromAProtectedPageToTheLoginPathAndBack() throws Exception {
    Http browser = client().header("Accept", "text/html");

    Answer page = browser.get("/admin/?a=b");
    assertThat(page.status()).isEqualTo(303);
    String login = page.header("location").orElseThrow();
    assertThat(login).isEqualTo("/sso-login?next=%2Fadmin%2F%3Fa%3Db");
    Answer loggedIn = with(browser, carol.tokens(1).get(0)).get(login);
    assertThat(loggedIn.header("location")).contains("/admin/?a=b");
    Http session = browser.header("Cookie", loggedIn.sessionCookie().orElseThrow());
    assertThat(session.get("/admin/?a=b").status()).isEqualTo(200);
  }

  @Test
  void logsAPersonWithANameBeyondAsciiIn() throws Exception {
    assertThat(caller(session(kdc.personWithTicket(JUERGEN)))).isEqualTo(JUERGEN);
  }

  @Test
  void endsTheSessionOfAnAccountThatIsDeactivatedMeanwhile() throws Exception {
    Http session = session(dora);
    assertThat(caller(session)).isEqualTo("dora");
    Http administrator = session(carol).header("Content-Type", "application/json");

    assertThat(administrator.send("PATCH", "/api/users/dora", "{\"active\":false}").status())
        .isEqualTo(200);
    try {
      assertThat(session.get("/api/me").status()).isEqualTo(401);
      Answer login = with(client(), token()).get(LOGIN_PATH + "?next=/api/me");
      assertThat(login.header("location")).contains("/login?next=%2Fapi%2Fme&not-admitted=1");
      assertThat(login.sessionCookie()).isEmpty();
    } finally {
      administrator.send("PATCH", "/api/users/dora", "{\"active\":true}");
    }
    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(caller(session(dora))).isEqualTo("dora");
  }

  @Test
  void signsOutOfTheApplicationAndLogsInAgainByTheTicket() throws Exception {
    Http session = session(alice);

    assertThat(session.send("POST", "/api/logout", "").status()).isEqualTo(204);

    assertThat(caller(session)).isEmpty();
    assertThat(session.get("/api/me").status()).isEqualTo(401);
    assertThat(caller(session(alice))).isEqualTo("alice");
  }

  // Tickets without a login.

  @Test
  void leadsAPersonWithoutATicketToThePasswordPage() throws Exception {
    assertPasswordPage(client().get(LOGIN_PATH + "?next=/api/me"));
    assertThat(negotiate(kdc.person("alice"), LOGIN_PATH)).startsWith("HTTP/1.1 401 ");
    Answer page = client().get("/login?next=/api/me");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("id=\"password\"");
    Answer login =
        client()
            .header("Content-Type", "application/json")
            .send("POST", "/api/login", "{\"name\":\"dora\",\"password\":\"dora-secret-1\"}");
    assertThat(caller(client().header("Cookie", login.lastSessionCookie().orElseThrow())))
        .isEqualTo("dora");
  }

  /** The page warns of it: no browser would send a ticket. */
  @Test
  void sendsNoChallengeWhereTheErrorDocumentIsAPageOfTheApplication() throws Exception {
    Gateway naive =
        start(
            "error-document",
            server.http().port(),
            SKEW,
            Map.of(
                "    ErrorDocument 401 ", "    ErrorDocument 401 /login\n    ErrorDocument 403 "));

    Answer answer = to(naive).get(LOGIN_PATH);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("id=\"password\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice@OTHER.TEST", "alice/admin@EXAMPLE.COM"})
  void logsNoOtherPrincipalOfTheSameFirstNameIn(String principal) throws Exception {
    String token = kdc.personWithTicket(principal).tokens(1).get(0);

    assertPasswordPage(with(client(), token).get(LOGIN_PATH));

    assertThat(gateway.log()).contains("authorization failure (no authenticated user)");
    assertThat(Files.readString(folder.resolve("to-demo").resolve("access.log")))
        .contains(principal + " 401 /sso-login\n");
  }

  @ParameterizedTest
  @CsvSource({"alice@OTHER.TEST, REALM_NOT_LISTED", "alice/admin@EXAMPLE.COM, UNFIT_NAME"})
  void isRejectedByTheApplicationWhereHttpdAdmitsEachPrincipal(String principal, String code)
      throws Exception {
    Gateway admitting =
        start(
            "admitting-" + code,
            server.http().port(),
            SKEW,
            Map.of(REALM_RULE, "    Require     valid-user\n"));
    int said = server.log().length();

    Answer login =
        with(to(admitting), kdc.personWithTicket(principal).tokens(1).get(0)).get(LOGIN_PATH);

    assertThat(login.status()).isEqualTo(400);
    assertThat(login.sessionCookie()).isEmpty();
    server.awaitInLog("(" + code + ")", said);
    assertThat(caller(session(admitting, alice))).isEqualTo("alice");
  }

  /** Two configurations that others show, and that the page warns against. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "    Require     valid-user\n    GssapiLocalName On\n",
        "    Require     valid-user\n    RequestHeader edit Remote-User \"(%40|@).*$\" \"\"\n"
      })
  void admitsAForeignAliceWhereHttpdCutsOffEachRealm(String rule) throws Exception {
    String name = NAME.replace("%{escape:%{REMOTE_USER}}", "%{REMOTE_USER}");
    Gateway naive =
        start(
            "naive-" + rule.length(),
            server.http().port(),
            SKEW,
            Map.of(REALM_RULE, "", NAME, name + rule));

    assertThat(caller(session(naive, kdc.personWithTicket("alice@OTHER.TEST")))).isEqualTo("alice");
  }

  @Test
  void leadsAPersonWithoutAnAccountToThePasswordPageOnce() throws Exception {
    Answer login =
        with(client(), kdc.personWithTicket("stranger").tokens(1).get(0))
            .get(LOGIN_PATH + "?next=/admin/");

    assertThat(login.status()).isEqualTo(303);
    assertThat(login.header("location")).contains("/login?next=%2Fadmin%2F&not-admitted=1");
    assertThat(client().get("/login?next=%2Fadmin%2F&not-admitted=1").body())
        .contains("Your account is not admitted here.");
  }

  @Test
  void rejectsATokenThatWasUsed() throws Exception {
    String token = token();
    assertThat(with(client(), token).get(LOGIN_PATH).status()).isEqualTo(303);

    assertPasswordPage(with(client(), token).get(LOGIN_PATH));

    assertThat(gateway.log()).contains("Request is a replay");
  }

  /** MIT's library accepts a ticket for the clock skew longer: five minutes by default. */
  @Test
  void rejectsATicketThatHasExpiredWhileItsSessionLasts() throws Exception {
    Gateway strict = start("strict", server.http().port(), SMALL_SKEW, Map.of());
    Person briefly = kdc.person("alice");
    briefly.kinit("5s");
    List<String> tokens = briefly.tokens(3);
    Answer login = with(to(strict), tokens.get(0)).get(LOGIN_PATH);
    assertThat(login.status()).isEqualTo(303);
    Http session = to(strict).header("Cookie", login.sessionCookie().orElseThrow());

    TimeUnit.SECONDS.sleep(5 + SMALL_SKEW.toSeconds() + 2);

    assertPasswordPage(with(to(strict), tokens.get(1)).get(LOGIN_PATH));
    assertThat(strict.log()).contains("Ticket expired");
    assertThat(with(client(), tokens.get(2)).get(LOGIN_PATH).status()).isEqualTo(303);
    assertThat(negotiate(briefly, LOGIN_PATH)).startsWith("HTTP/1.1 401 ");
    assertThat(caller(session)).isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Negotiate",
        "Negotiate ",
        "Negotiate YWxpY2U=",
        "Negotiate TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==",
        "Negotiate not base64!",
        "Basic YWxpY2U6dGlja2V0LXNlY3JldC0x",
        "Basic YWxpY2VARVhBTVBMRS5DT006dGlja2V0LXNlY3JldC0x",
        "Bearer alice"
      })
  void rejectsACredentialThatIsNoTicket(String authorization) {
    assertPasswordPage(with(client(), authorization).get(LOGIN_PATH));
  }

  @Test
  void rejectsAChangedToken() throws Exception {
    String token = token();
    char[] changed = token.toCharArray();
    int place = token.length() - 40;
    changed[place] = changed[place] == 'A' ? 'B' : 'A';

    assertPasswordPage(with(client(), new String(changed)).get(LOGIN_PATH));
  }

  // In a browser.

  @Test
  void logsABrowserWithATicketInWithoutAClickAndLeadsOneWithoutToThePasswordPage()
      throws Exception {
    Person person = kdc.person("carol");
    Path profile = Files.createDirectory(folder.resolve("profile"));
    // Chromium on Linux loads the Kerberos library after the first challenge of a profile only.
    Files.writeString(
        profile.resolve("Local State"),
        "{\"net\":{\"received_http_auth_negotiate_headers\":true}}");
    Browser.assumeInstalled();
    ChromeDriver browser =
        Chromium.start(
            profile,
            person.environment(),
            List.of(
                "--auth-server-allowlist=" + SITE,
                "--ignore-certificate-errors",
                "--host-resolver-rules=MAP "
                    + SITE
                    + ":443 127.0.0.1:"
                    + gateway.tlsPort()
                    + ", MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"));
    try {
      WebDriverWait patiently =
          new WebDriverWait(browser, Duration.ofSeconds(20), Duration.ofMillis(50));
      String site = "https://" + SITE;

      browser.get(site + "/admin/");
      patiently.until(any -> browser.getCurrentUrl().equals(site + "/login?next=%2Fadmin%2F"));
      patiently.until(any -> browser.findElement(By.cssSelector("#password")));
      browser.findElement(By.cssSelector("#name")).sendKeys("dora");
      browser.findElement(By.cssSelector("#password")).sendKeys("dora-secret-1");
      browser.findElement(By.cssSelector("#submit")).click();
      patiently.until(any -> browser.getCurrentUrl().equals(site + "/admin/"));
      browser.get(site + "/");
      patiently.until(any -> text(browser).contains("Signed in by password"));
      assertThat(text(browser)).contains("Dora");
      browser.findElement(By.cssSelector("form[action='/logout'] button")).click();
      patiently.until(any -> text(browser).contains("You are not signed in"));

      person.kinit("1h");
      browser.get(site + "/admin/");
      patiently.until(any -> text(browser).contains("Carol"));
      assertThat(browser.getCurrentUrl()).isEqualTo(site + "/admin/");
      browser.get(site + "/");
      patiently.until(any -> text(browser).contains("Caller name"));
      assertThat(browser.findElement(By.cssSelector("#who")).getText()).isEqualTo("Carol");
      assertThat(text(browser)).contains("administrator");

      browser.findElement(By.cssSelector("form[action='/logout'] button")).click();
      patiently.until(any -> text(browser).contains("You are not signed in"));
      browser.get(site + "/admin/");
      patiently.until(any -> text(browser).contains("Carol"));
    } finally {
      browser.quit();
    }
  }

  private static String text(ChromeDriver browser) {
    return (String) browser.executeScript("return document.body ? document.body.innerText : ''");
  }

  // Forged requests.

  private synchronized String token() throws IOException, InterruptedException {
    if (dorasTokens.isEmpty()) {
      dorasTokens.addAll(dora.tokens(100));
    }
    return dorasTokens.pop();
  }

  private String probe(Http client, String request) {
    probes.incrementAndGet();
    String answer = client.converse(request);
    assertThat(answer).doesNotContain(SECRET);
    return answer;
  }

  private String probe(Http client, String method, String target) {
    return probe(client, GatewayProbes.request(client, method, target));
  }

  /** Asks for the caller of the session that an answer begins, if it begins one. */
  private void assertSessionOfDoraOrNobody(String answer) {
    Matcher cookie = Pattern.compile("(?i)set-cookie: (JSESSIONID=[^;]+)").matcher(answer);
    if (cookie.find()) {
      assertDoraOrNobody(client().header("Cookie", cookie.group(1)).get("/api/whoami").body());
    }
  }

  private static void assertDoraOrNobody(String answer) {
    assertThat(answer).doesNotContain("administrator").doesNotContainIgnoringCase("carol");
    if (answer.contains("\"caller\":\"")) {
      assertThat(answer).contains("\"caller\":\"dora\"", "\"groups\":[\"user\"]");
    }
  }

  static List<String> lies() {
    return Stream.concat(
            GatewayProbes.lies().stream(),
            Stream.of(
                "remote-user: carol@EXAMPLE.COM",
                "Remote_User: carol@EXAMPLE.COM",
                "remote-user: carol%40EXAMPLE.COM",
                "Authorization: Negotiate",
                "Authorization: Negotiate YWxpY2U=",
                "Proxy-Authorization: Negotiate YWxpY2U="))
        .toList();
  }

  /** What a test does with each lie. */
  private interface LieTest {
    void run(String lie) throws Exception;
  }

  private static void forEachLie(LieTest test) throws Exception {
    List<Callable<Void>> work = new ArrayList<>();
    for (String lie : lies()) {
      work.add(
          () -> {
            test.run(lie);
            return null;
          });
    }
    atATime(work);
  }

  @Test
  void keepsAClientWithoutATicketAnonymous() throws Exception {
    forEachLie(
        lie -> {
          for (String path : List.of("/api/whoami", LOGIN_PATH)) {
            String answer = probe(client().line(lie), "GET", path);
            GatewayProbes.assertUnauthenticated(answer);
            assertThat(answer)
                .as(lie)
                .doesNotStartWith("HTTP/1.1 5")
                .doesNotStartWith("HTTP/1.1 30")
                .doesNotContainIgnoringCase("set-cookie: JSESSIONID");
          }
        });
  }

  @Test
  void keepsTheCallerOfASession() throws Exception {
    Http session = session(dora);
    forEachLie(
        lie -> {
          assertDoraOrNobody(probe(session.line(lie), "GET", "/api/whoami"));
          assertDoraOrNobody(
              probe(client().line(lie).line(session.lines().strip()), "GET", "/api/whoami"));
          String answer = probe(session.line(lie), "GET", LOGIN_PATH);
          assertDoraOrNobody(answer);
          assertSessionOfDoraOrNobody(answer);
        });
    assertThat(caller(session)).isEqualTo("dora");
  }

  @Test
  void keepsTheCallerOfATicket() throws Exception {
    forEachLie(
        lie -> {
          for (Http client :
              List.of(with(client(), token()).line(lie), with(client().line(lie), token()))) {
            String answer = probe(client, "GET", LOGIN_PATH);
            assertDoraOrNobody(answer);
            assertSessionOfDoraOrNobody(answer);
          }
        });
  }

  @Test
  void forwardsNoIdentityHeaderOfTheClient() throws Exception {
    upstream.taken();
    forEachLie(
        lie -> {
          probe(to(gatewayToUpstream).line(lie), "GET", "/");
          probe(to(gatewayToUpstream).line(lie), "GET", LOGIN_PATH);
        });
    List<Head> anonymous = upstream.taken();
    forEachLie(lie -> probe(with(to(gatewayToUpstream), token()).line(lie), "GET", LOGIN_PATH));
    List<Head> named = upstream.taken();

    assertThat(anonymous)
        .hasSizeGreaterThan(lies().size() / 2)
        .allSatisfy(head -> GatewayProbes.assertForwarded(head, List.of()));
    assertThat(named)
        .hasSizeGreaterThan(lies().size() / 2)
        .allSatisfy(head -> GatewayProbes.assertForwarded(head, List.of("dora@EXAMPLE.COM")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/SSO-LOGIN",
        "//sso-login",
        "/./sso-login",
        "/%73so-login",
        "/public/../sso-login",
        "/public/%2e%2e/sso-login",
        "/public/..;/sso-login",
        "/;x/sso-login",
        "/sso-login;x=1",
        "/sso-login/",
        "/sso-login/../api/me",
        "/sso-login/%2e%2e/api/me",
        "/sso-login/..;/api/me",
        "/sso-login%2f..%2fapi%2fme",
        "/sso-login%3bx",
        "/sso-login%00",
        "/sso%2dlogin",
        "/%2573so-login",
        "http://evil.example/sso-login",
        "//127.0.0.1/sso-login",
        "sso-login",
        "/sso-login#/",
        "/sso-login?/../api/me",
        "/sso-login HTTP/1.1 /"
      })
  void isNotMisledByAPath(String target) throws Exception {
    for (boolean hasTicket : List.of(false, true)) {
      Http liar = client().header("remote-user", "carol").header("remote-groups", "idp-admins");
      String answer = probe(hasTicket ? with(liar, token()) : liar, "GET", target);
      assertDoraOrNobody(answer);
      assertSessionOfDoraOrNobody(answer);
      upstream.taken();
      Http toUpstream = to(gatewayToUpstream).header("remote-user", "carol");
      probe(hasTicket ? with(toUpstream, token()) : toUpstream, "GET", target);
      for (Head head : upstream.taken()) {
        assertThat(head.values("remote-user"))
            .isSubsetOf(hasTicket ? List.of("dora@EXAMPLE.COM") : List.of());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get"})
  void isNotMisledByAMethod(String method) throws Exception {
    Http liar = client().header("remote-user", "carol").header("Content-Length", "0");
    for (Http client : List.of(liar, with(liar, token()))) {
      String answer = probe(client, method, LOGIN_PATH);
      assertDoraOrNobody(answer);
      assertSessionOfDoraOrNobody(answer);
    }
  }

  @Test
  void namesNoCallerForASmuggledRequest() throws Exception {
    for (String framing : GatewayProbes.framings()) {
      for (Http client : List.of(client(), with(client(), token()), session(dora))) {
        for (String path : List.of("/", LOGIN_PATH)) {
          String answer =
              probe(
                  client,
                  "POST "
                      + path
                      + " HTTP/1.1\r\nHost: "
                      + SITE
                      + "\r\n"
                      + client.lines()
                      + framing
                      + "\r\n\r\n0\r\n\r\n"
                      + GatewayProbes.request(
                          client().header("remote-user", "carol"), "GET", "/api/whoami"));
          assertThat(answer).doesNotContain("\"caller\":\"").doesNotContainIgnoringCase("carol");
        }
      }
    }
  }

  /** A connection that has logged a caller in names no caller for the next request. */
  @Test
  void namesNoCallerForTheNextRequestOfTheConnection() throws Exception {
    Http named = with(client(), token());

    List<Answer> answers =
        client().getInTurn(LOGIN_PATH, List.of(named, client(), client().header("X-A", "b")));

    assertThat(answers).extracting(Answer::status).containsExactly(303, 401, 401);
  }

  // What ends, and what does not.

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void keepsSessionsWhileTheKdcIsDownOrThePersonIsDeleted() throws Exception {
    Person leaver = kdc.personWithTicket("alice");
    Http session = session(leaver);
    kdc.delete("alice");
    assertThat(caller(session)).isEqualTo("alice");

    kdc.stop();
    assertThat(caller(session)).isEqualTo("alice");
    // httpd asks no KDC: a ticket for the service counts until it expires.
    assertThat(caller(session(leaver))).isEqualTo("alice");
    assertThat(negotiate(kdc.person("carol"), LOGIN_PATH)).startsWith("HTTP/1.1 401 ");

    kdc.goOn();
    assertThat(caller(session(kdc.personWithTicket("carol")))).isEqualTo("carol");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void writesTheSecretIntoNoLog() {
    assertThat(server.log()).doesNotContain(SECRET);
    assertThat(gateway.log()).doesNotContain(SECRET);
    assertThat(gatewayToUpstream.log()).doesNotContain(SECRET);
  }
}
