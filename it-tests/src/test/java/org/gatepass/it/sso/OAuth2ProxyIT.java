// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Chromium;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.client.SignedTokens;
import org.gatepass.it.gateway.GatewayProbes;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Keycloak;
import org.gatepass.it.peer.Upstream;
import org.gatepass.it.peer.Upstream.Head;
import org.gatepass.it.proxy.Caddy;
import org.gatepass.it.proxy.Nginx;
import org.gatepass.it.proxy.OAuth2Proxy;
import org.gatepass.it.server.PayaraMicro;
import org.gatepass.it.server.ServerProcess;
import org.gatepass.it.server.Wars;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code deploy/oauth2-proxy} with Keycloak: oauth2-proxy as the proxy, called by nginx, and called
 * by Caddy. It refreshes logins at Keycloak after five seconds here, and tokens last twenty.
 */
@Tag("sso")
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OAuth2ProxyIT {
  /** The program that sends the requests to the application. */
  enum Shape {
    PROXY,
    NGINX,
    CADDY
  }

  private static final String SITE = KeycloakRound.SITE;
  private static final String JUERGEN = "j\u00fcrgen";
  private static final String NURSES = "/staff/nurses";
  private static final Map<String, String> OFTEN =
      Map.of("cookie_refresh         = \"1m\"", "cookie_refresh = \"5s\"");

  private final List<AutoCloseable> started = new ArrayList<>();
  private final Map<Shape, Gateway> gateways = new EnumMap<>(Shape.class);
  private Path folder;
  private GatewayDemo demo;
  private Keycloak keycloak;
  private Gateway redis;
  private ServerProcess server;
  private SSLContext tls;

  @BeforeAll
  void start(@TempDir Path folder, GatewayDemo demo) throws Exception {
    for (Path program :
        List.of(OAuth2Proxy.PROGRAM, OAuth2Proxy.REDIS, Nginx.PROGRAM, Caddy.PROGRAM)) {
      Gateway.assumeInstalled(program);
    }
    Keycloak.assumeInstalled();
    this.folder = folder;
    this.demo = demo;
    tls = demo.tls();
    server =
        keep(
            PayaraMicro.start(
                newFolder("demo"), Path.of(System.getProperty("demo.war")), settings()));
    keycloak = keep(Keycloak.start(folder.resolve("keycloak")));
    keycloak.setAttribute("gateway", "access.token.lifespan", "20");
    redis = keep(OAuth2Proxy.startRedis(newFolder("redis")));
    server.awaitDemo();
    startGateways("", server.http().port(), OFTEN, gateways);
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.add(0, part);
    return part;
  }

  @AfterAll
  void stop() throws Exception {
    Chromium.findGatewayAt(0);
    for (AutoCloseable part : started) {
      part.close();
    }
  }

  private Path newFolder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private Path withCertificate(String name) throws Exception {
    Path created = newFolder(name);
    demo.writeCertificate(created);
    return created;
  }

  private void startGateways(
      String prefix, int applicationPort, Map<String, String> changes, Map<Shape, Gateway> into)
      throws Exception {
    into.put(
        Shape.PROXY,
        keep(
            OAuth2Proxy.startAsProxy(
                withCertificate(prefix + "proxy"), applicationPort, keycloak, redis, changes)));
    Gateway asked =
        keep(OAuth2Proxy.startAsked(newFolder(prefix + "asked"), keycloak, redis, changes));
    String address = "127.0.0.1:" + asked.plainPort();
    into.put(
        Shape.NGINX,
        keep(
            Nginx.start(
                "oauth2-proxy.conf",
                withCertificate(prefix + "nginx"),
                applicationPort,
                Map.of("127.0.0.1:4180", address))));
    into.put(
        Shape.CADDY,
        keep(
            Caddy.start(
                "oauth2-proxy.Caddyfile",
                withCertificate(prefix + "caddy"),
                applicationPort,
                Map.of("127.0.0.1:4180", address, "/api/authz/forward-auth", "/oauth2/auth"))));
  }

  private static String encodedGroup(String path) {
    return "Basic " + Base64.getEncoder().encodeToString((path + ":group").getBytes(UTF_8));
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("GATEPASS_TRUSTED_PROXIES", Http.TRUSTED);
    settings.put("GATEPASS_SHARED_SECRET_HEADER", "X-Gateway-Secret");
    settings.put("GATEPASS_SHARED_SECRETS", GatewayDemo.SECRET);
    settings.put("GATEPASS_GROUPS_HEADER", "remote-groups");
    settings.put("GATEPASS_GROUPS_MAPPING", "\"" + encodedGroup(NURSES) + "\"=administrator");
    settings.put("GATEPASS_EMAIL_HEADER", "remote-email");
    settings.put("GATEPASS_PUBLIC_URL", SITE);
    settings.put("GATEPASS_SIGN_OUT_URL", "/oauth2/sign_out?rd=%2F");
    settings.put("GATEPASS_DEMO_SAMPLE_ACCOUNTS", "true");
    return settings;
  }

  private Http somebody(Shape shape) {
    return to(gateways.get(shape));
  }

  private Http to(Gateway target) {
    return KeycloakRound.client(tls, target);
  }

  private Http signedIn(Shape shape, String name) {
    return new KeycloakLogin(somebody(shape), keycloak).through("/", name);
  }

  private String arrival(Http client, String asked, String person) {
    KeycloakLogin login = new KeycloakLogin(client, keycloak);
    login.through(asked, person);
    return login.arrivedAt();
  }

  private static void assertCaller(Answer answer, String name) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo(name);
  }

  private static String groups(Http client) {
    return client.get("/api/me").json().getJsonArray("groups").toString();
  }

  private static void report(Shape shape, String what, Duration time) {
    System.out.println("OAuth2ProxyIT: " + shape + ": " + what + ": " + time.toMillis() + " ms");
  }

  @ParameterizedTest
  @EnumSource
  void leadsABrowserThroughTheLoginPageAndOutAtBothEnds(Shape shape) throws Exception {
    Chromium.findGatewayAt(gateways.get(shape).tlsPort());
    KeycloakRound.leadABrowserInAndOut(
        keycloak, "alice", "Alice", "/?a=b&c=d", "/?a=b&c=d", "oauth2-proxy-" + shape + ".png");
  }

  @ParameterizedTest
  @EnumSource
  void namesTheCallerAndMapsGroups(Shape shape) {
    Http alice = signedIn(shape, "alice");

    assertCaller(alice.get("/api/me"), "alice");
    assertThat(alice.get("/api/me").json().getString("authenticatedBy")).isEqualTo("HEADER");
    assertThat(groups(alice)).isEqualTo("[\"administrator\",\"user\"]");
    assertThat(groups(signedIn(shape, "dora"))).isEqualTo("[\"user\"]");
  }

  /** The names contain the separator and the other group's path, or its text in the header. */
  @ParameterizedTest
  @EnumSource
  void mapsNoGroupWhoseNameImitatesAnother(Shape shape) throws Exception {
    for (String imitation : List.of("x," + NURSES, "z," + encodedGroup(NURSES))) {
      keycloak.whileMember(
          "dora",
          imitation,
          () -> assertThat(groups(signedIn(shape, "dora"))).isEqualTo("[\"user\"]"));
    }
  }

  /**
   * Keycloak runs without {@link Keycloak#ESCAPED_SLASHES} here: the path of this group is that of
   * another one, also in a token.
   */
  @Test
  void cannotTellASlashInANameFromThatOfAPath() throws Exception {
    keycloak.whileMember(
        "dora",
        NURSES.substring(1),
        () -> {
          assertThat(groups(signedIn(Shape.PROXY, "dora"))).contains("administrator");
          assertThat(Keycloak.payload(keycloak.tokens("gateway", "dora").access()))
              .contains("\"" + NURSES + "\"");
        });
  }

  /** Pages of oauth2-proxy, and a path that it does not know. */
  @ParameterizedTest
  @EnumSource(names = {"NGINX", "CADDY"})
  void showsTheHeadersOfItsAnswerToNoBrowser(Shape shape) {
    Http dora = signedIn(shape, "dora");
    for (String path : List.of("/oauth2/auth", "/oauth2/unknown")) {
      Answer answer = dora.get(path);
      assertThat(answer.status()).as(path).isIn(202, 404);
      for (String header : List.of("remote-user", "remote-groups", "x-access-token", "gap-auth")) {
        assertThat(answer.header(header)).as(path).isEmpty();
      }
    }
  }

  /** oauth2-proxy rejects a caller outside of the groups in its own query. */
  @ParameterizedTest
  @EnumSource(names = {"NGINX", "CADDY"})
  void asksWithoutTheQueryOfTheClient(Shape shape) {
    assertThat(signedIn(shape, "dora").get("/api/me?allowed_groups=x").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY, /admin/?a=b&c=%2F%26d",
    "NGINX, /admin/?a=b&c=%2F%26d",
    "CADDY, /admin/?a=b&c=%2F%26d",
    "NGINX, /?rd=%2Fadmin%2F&next=x",
    "CADDY, /?rd=%2Fadmin%2F&next=x"
  })
  void leadsBackToTheRequestedPage(Shape shape, String asked) {
    assertThat(arrival(somebody(shape), asked, "alice")).isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "NGINX, //evil.example/",
    "CADDY, //evil.example/",
    "PROXY, /?rd=//evil.example/",
    "PROXY, /oauth2/start?rd=https://evil.example/",
    "NGINX, /oauth2/start?rd=https://evil.example/",
    "CADDY, /oauth2/start?rd=https://evil.example/",
    "PROXY, /oauth2/start?rd=%2F%5Cevil.example",
    "NGINX, /oauth2/start?rd=%2F%5Cevil.example",
    "CADDY, /oauth2/start?rd=%2F%5Cevil.example"
  })
  void leadsToNoOtherSite(Shape shape, String asked) {
    Http client =
        somebody(shape)
            .header("X-Auth-Request-Redirect", "https://evil.example/")
            .header("X-Forwarded-Host", "evil.example");

    assertThat(arrival(client, asked, "dora"))
        .matches("/(?![/\\\\]).*|/|https://app[.]example[.]org/.*");
  }

  @ParameterizedTest
  @EnumSource
  void answersAProgramWith401AndLeadsAPersonToTheProvider(Shape shape) {
    Http person = somebody(shape).header("Accept", "text/html");
    for (Http client : List.of(somebody(shape), person)) {
      for (String path : List.of("/api/me", "/API/me", "//api/me", "/api;x=1/me", "/live")) {
        // oauth2-proxy leads from //api/me to /api/me.
        assertThat(client.get(path).status()).as(path).isIn(401, 301);
      }
      assertThat(client.get("/api/me").status()).isEqualTo(401);
    }
    assertThat(person.get("/").header("location").orElseThrow()).startsWith(keycloak.issuer());
  }

  @ParameterizedTest
  @EnumSource
  void leadsFromPlainHttpToTls(Shape shape) {
    Answer answer =
        new Http(gateways.get(shape).plainPort(), "")
            .header("Host", GatewayDemo.SITE)
            .get("/api/me?a=b");

    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("location").orElseThrow()).startsWith("https://" + GatewayDemo.SITE);
  }

  @ParameterizedTest
  @EnumSource
  void rejectsDeactivatedCallers(Shape shape) throws InterruptedException {
    assertThat(signedIn(shape, "bob").get("/api/me").status()).isEqualTo(403);
    Http dora = signedIn(shape, "dora");
    Http carol = signedIn(shape, "carol").header("Content-Type", "application/json");
    assertCaller(dora.get("/api/me"), "dora");

    assertThat(carol.send("PATCH", "/api/users/dora", "{\"active\":false}").status())
        .isEqualTo(200);

    report(
        shape,
        "account deactivated at the application",
        KeycloakRound.timeUntil(() -> dora.get("/api/me").status() == 403));
    carol.send("PATCH", "/api/users/dora", "{\"active\":true}");
    KeycloakRound.timeUntil(() -> dora.get("/api/me").status() == 200);
  }

  /** A copied cookie is useless then, because the session was in Redis. */
  @ParameterizedTest
  @EnumSource
  void endsALoginForEachCopyOfItsCookie(Shape shape) {
    Http dora = signedIn(shape, "dora");
    assertCaller(dora.get("/api/me"), "dora");
    int before = keycloak.sessions("dora").size();

    Answer out = dora.get("/oauth2/sign_out?rd=%2F");

    assertThat(out.status()).isEqualTo(302);
    assertThat(out.header("location")).contains("/");
    assertThat(dora.get("/api/me").status()).isEqualTo(401);
    assertThat(keycloak.sessions("dora")).hasSize(before - 1);
  }

  // Forged headers

  private static List<String> lies() {
    List<String> lies = new ArrayList<>(GatewayProbes.lies());
    for (String name :
        List.of(
            "X-Forwarded-User",
            "X-Forwarded-Preferred-Username",
            "X-Auth-Request-User",
            "X-Auth-Request-Preferred-Username",
            "GAP-Auth",
            "X_Forwarded_User")) {
      lies.add(name + ": carol\r\nremote-user: carol");
    }
    lies.add("X-Forwarded-Groups: " + encodedGroup(NURSES));
    lies.add("X-Auth-Request-Groups: " + encodedGroup(NURSES));
    lies.add("remote-groups: " + encodedGroup(NURSES));
    lies.add("Remote_Groups: " + encodedGroup(NURSES));
    lies.add("Remote.Groups: " + encodedGroup(NURSES));
    lies.add("X-Auth-Request-Redirect: /oauth2/sign_out");
    lies.add("X-Forwarded-Uri: /oauth2/auth");
    lies.add("X-Forwarded-Email: carol@example.org");
    lies.add("X-Access-Token: carol\r\nX-Forwarded-Access-Token: carol");
    lies.add("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQ");
    lies.add("Upgrade: h2c\r\nConnection: Upgrade\r\nHTTP2-Settings: AAMAAABkAAQ");
    lies.add("Content-Length: 4\r\nTransfer-Encoding: chunked");
    return lies;
  }

  @ParameterizedTest
  @EnumSource
  void namesNoOtherCallerWhateverAClientSends(Shape shape) {
    int probes = 0;
    int answered = 0;
    Http dora = signedIn(shape, "dora");
    List<String> paths =
        List.of("/", "/api/whoami", "/api/me", "/oauth2/auth", "/oauth2/%2e%2e/api/me", "/API/me");
    for (String lie : lies()) {
      for (String path : paths) {
        String anonymous = converse(somebody(shape), path, lie);
        assertThat(anonymous)
            .as(lie)
            .doesNotContain("\"caller\":\"", GatewayDemo.SECRET)
            .doesNotContainIgnoringCase("Caller name", "remote-user");
        String known = converse(dora, path, lie);
        assertThat(known)
            .as(lie)
            .doesNotContain(
                "\"caller\":\"carol", "\"administrator\"", "101 Switching", GatewayDemo.SECRET);
        probes += 2;
        answered += known.contains("\"caller\":\"dora\"") ? 1 : 0;
      }
    }
    assertThat(answered).isGreaterThan(lies().size());
    System.out.println("OAuth2ProxyIT: " + shape + ": probes sent: " + probes);
    assertCaller(dora.get("/api/me"), "dora");
    assertThat(server.log() + gateways.get(shape).log()).doesNotContain(GatewayDemo.SECRET);
  }

  private static String converse(Http client, String path, String lie) {
    return client.converse(
        "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + client.lines() + lie + "\r\n\r\n");
  }

  /** The application gets only what oauth2-proxy has read in the provider's claims. */
  @Test
  void forwardsNoIdentityHeaderOfTheClient() throws Exception {
    Upstream upstream = keep(new Upstream());
    Map<Shape, Gateway> toUpstream = new EnumMap<>(Shape.class);
    startGateways("to-upstream-", upstream.port(), OFTEN, toUpstream);
    int probes = 0;
    for (Gateway gateway : toUpstream.values()) {
      Http dora = new KeycloakLogin(to(gateway), keycloak).through("/", "dora");
      int forwarded = 0;
      for (String lie : lies()) {
        converse(to(gateway), "/api/x", lie);
        assertThat(upstream.taken()).as(lie).isEmpty();
        converse(dora, "/api/x", lie);
        for (Head head : upstream.taken()) {
          assertForwarded(head, lie);
          forwarded++;
        }
        probes += 2;
      }
      assertThat(forwarded).isGreaterThan(lies().size() / 2);
    }
    System.out.println("OAuth2ProxyIT: to a recording server: probes sent: " + probes);
  }

  private static void assertForwarded(Head head, String lie) {
    // A proxy may drop a header that the client names in Connection.
    assertThat(head.values("remote-user")).as(lie).isSubsetOf("dora").hasSizeLessThan(2);
    assertThat(head.values("remote-email"))
        .as(lie)
        .isSubsetOf("dora@example.org")
        .hasSizeLessThan(2);
    assertThat(head.values("x-gateway-secret"))
        .as(lie)
        .isSubsetOf(GatewayDemo.SECRET)
        .hasSizeLessThan(2);
    assertThat(head.values("x-forwarded-for")).as(lie).isSubsetOf(Http.TRUSTED);
    assertThat(head.values("x-forwarded-proto")).as(lie).isSubsetOf("https");
    for (String name : List.of("remote-groups", "remote-name", "x-access-token")) {
      assertThat(head.values(name)).as(lie).allMatch(String::isEmpty);
    }
    assertThat(head.foldedNames().stream().filter(name -> name.matches("remote-.*|x-gateway-.*")))
        .as(lie)
        .doesNotHaveDuplicates();
    assertThat(List.of("upgrade", "http2-settings"))
        .as(lie)
        .anyMatch(name -> !head.foldedNames().contains(name));
    assertThat(head.foldedNames())
        .as(lie)
        .doesNotContain("authorization", "forwarded", "x-real-ip", "x-original-url", "remote-id");
  }

  /** Without {@code basicAuthPassword} the separator in a group's name makes two groups. */
  @Test
  void joinsGroupsWithCommasWithoutBase64() throws Exception {
    Upstream upstream = keep(new Upstream());
    Map<String, String> careless = new LinkedHashMap<>(OFTEN);
    careless.put("claim: groups, basicAuthPassword: {value: group}", "claim: groups");
    Gateway naive =
        keep(
            OAuth2Proxy.startAsProxy(
                withCertificate("joined"), upstream.port(), keycloak, redis, careless));
    keycloak.whileMember(
        "dora",
        "y," + NURSES,
        () -> new KeycloakLogin(to(naive), keycloak).through("/", "dora").get("/"));

    assertThat(upstream.taken())
        .singleElement()
        .satisfies(
            head -> assertThat(head.values("remote-groups")).containsExactly("/y," + NURSES));
  }

  @ParameterizedTest
  @EnumSource
  void carriesAWebSocketOfACaller(Shape shape) throws Exception {
    Http dora = signedIn(shape, "dora").header("remote-user", "carol");

    assertThat(GatewayProbes.firstTextOfAWebSocket(tls, gateways.get(shape).tlsPort(), dora))
        .isEqualTo("{\"caller\":\"dora\"}");
  }

  /** Without an entry in {@code proxy.yaml} the client writes the header. */
  @Test
  void withoutAnEntryLetsTheClientWriteTheHeader() throws Exception {
    Upstream upstream = keep(new Upstream());
    Map<String, String> careless = new LinkedHashMap<>(OFTEN);
    careless.put("name: Remote-Groups", "name: X-Groups");
    careless.put("name: Remote-User", "name: X-User");
    Gateway naive =
        keep(
            OAuth2Proxy.startAsProxy(
                withCertificate("naive"), upstream.port(), keycloak, redis, careless));

    new KeycloakLogin(to(naive), keycloak)
        .through("/", "dora")
        .header("remote-user", "alice")
        .header("remote-groups", encodedGroup(NURSES))
        .get("/");

    Head head = upstream.taken().get(0);
    assertThat(head.values("remote-user")).containsExactly("alice");
    assertThat(head.values("remote-groups")).containsExactly(encodedGroup(NURSES));
    assertThat(head.values("x-gateway-secret")).containsExactly(GatewayDemo.SECRET);
  }

  // How long a change at the provider takes.

  @ParameterizedTest
  @EnumSource
  void endsALoginWithTheSessionAtTheProvider(Shape shape) throws InterruptedException {
    Http alice = signedIn(shape, "alice");
    assertCaller(alice.get("/api/me"), "alice");

    keycloak.endSessions("alice");

    report(
        shape,
        "session ended",
        KeycloakRound.timeUntil(() -> alice.get("/api/me").status() == 401));
  }

  @ParameterizedTest
  @EnumSource
  void removesAGroup(Shape shape) throws InterruptedException {
    keycloak.setMember("dora", NURSES, true);
    Http dora = signedIn(shape, "dora");
    assertThat(groups(dora)).contains("administrator");

    keycloak.setMember("dora", NURSES, false);

    report(
        shape,
        "group removed",
        KeycloakRound.timeUntil(() -> !groups(dora).contains("administrator")));
    assertCaller(dora.get("/api/me"), "dora");
  }

  @ParameterizedTest
  @EnumSource
  void endsALoginWithTheAccountAtTheProvider(Shape shape) throws InterruptedException {
    Http alice = signedIn(shape, "alice");
    assertCaller(alice.get("/api/me"), "alice");

    keycloak.setEnabled("alice", false);
    try {
      report(
          shape,
          "account disabled",
          KeycloakRound.timeUntil(() -> alice.get("/api/me").status() == 401));
    } finally {
      keycloak.setEnabled("alice", true);
    }
  }

  @Test
  void keepsALoginBeyondTheLifeOfItsTokens() throws InterruptedException {
    Map<Shape, Http> people = new EnumMap<>(Shape.class);
    for (Shape shape : Shape.values()) {
      people.put(shape, signedIn(shape, "dora"));
    }
    TimeUnit.SECONDS.sleep(25);
    for (int i = 0; i < 3; i++) {
      people.values().forEach(dora -> assertCaller(dora.get("/api/me"), "dora"));
      TimeUnit.SECONDS.sleep(6);
    }
  }

  @Test
  void leadsToTheProviderAgainAfterItsReturn() throws Exception {
    Map<Shape, Http> people = new EnumMap<>(Shape.class);
    for (Shape shape : Shape.values()) {
      people.put(shape, signedIn(shape, "dora"));
    }
    keycloak.stop();
    for (Shape shape : Shape.values()) {
      assertCaller(people.get(shape).get("/api/me"), "dora");
      assertThat(somebody(shape).get("/api/me").status()).isEqualTo(401);
      assertThat(somebody(shape).get("/").status()).isEqualTo(302);
    }
    for (Shape shape : Shape.values()) {
      report(
          shape,
          "provider down",
          KeycloakRound.timeUntil(() -> people.get(shape).get("/api/me").status() == 401));
    }

    keycloak.startAgain();

    for (Shape shape : Shape.values()) {
      assertCaller(signedIn(shape, "dora").get("/api/me"), "dora");
    }
  }

  // Names beyond ASCII

  /** The header has raw UTF-8, which Payara rejects. */
  @ParameterizedTest
  @EnumSource
  void answers400ToANameBeyondAsciiInAPlainHeader(Shape shape) {
    assertThat(signedIn(shape, JUERGEN).get("/api/me").status()).isEqualTo(400);
  }

  @Test
  void namesACallerBeyondAsciiByTheProvidersToken() throws Exception {
    Path war = folder.resolve("with-assertion.war");
    Wars.demo(Map.of())
        .addAsLibraries(SignedTokens.libraries())
        .as(ZipExporter.class)
        .exportTo(war.toFile());
    Map<String, String> settings = settings();
    settings.put("GATEPASS_ASSERTION_PRESET", "keycloak");
    settings.put("GATEPASS_ASSERTION_ISSUER", keycloak.issuer());
    settings.put("GATEPASS_ASSERTION_AUDIENCE", "ward-app");
    settings.put("GATEPASS_ASSERTION_HEADER", "X-Access-Token");
    settings.put("GATEPASS_ASSERTION_GROUPS_CLAIM", "groups");
    settings.put("GATEPASS_GROUPS_MAPPING", NURSES + "=administrator");
    ServerProcess application = keep(PayaraMicro.start(newFolder("with-assertion"), war, settings));
    application.awaitDemo();
    Map<String, String> changes = new LinkedHashMap<>(OFTEN);
    changes.put(
        "[] # [{claimSource: {claim: access_token}}]", "[{claimSource: {claim: access_token}}]");
    // Payara reads each header before Gatepass does.
    changes.put("claim: preferred_username}", "claim: user}");
    Map<Shape, Gateway> withToken = new EnumMap<>(Shape.class);
    startGateways("token-", application.http().port(), changes, withToken);

    for (Gateway gateway : withToken.values()) {
      Http juergen = new KeycloakLogin(to(gateway), keycloak).through("/", JUERGEN);
      assertCaller(juergen.get("/api/me"), JUERGEN);
      Http alice = new KeycloakLogin(to(gateway), keycloak).through("/", "alice");
      assertThat(groups(alice)).isEqualTo("[\"administrator\",\"user\"]");
      assertThat(to(gateway).header("X-Access-Token", "x").get("/api/me").status()).isEqualTo(401);
    }
  }
}
