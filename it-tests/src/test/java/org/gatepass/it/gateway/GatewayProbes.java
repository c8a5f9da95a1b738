// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.peer.GatewayDemo.SECRET;
import static org.gatepass.it.peer.GatewayDemo.SITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Upstream;
import org.gatepass.it.peer.Upstream.Head;
import org.gatepass.it.server.Ports;
import org.gatepass.it.server.ServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tests of each recipe in {@code deploy/}: a client at the gateway's TLS port sends arbitrary
 * requests through a raw socket. A client never gets another identity, a signed-in caller keeps its
 * own identity or is rejected, and the secret stays hidden.
 *
 * <p>A gateway is started twice: in front of the demo, which all gateways of a run share, and in
 * front of an {@link Upstream} that records the requests.
 */
@ExtendWith(GatewayDemo.OfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class GatewayProbes {
  public static final Path RECIPES = Path.of("..", "deploy");

  /** Passwords are the name and {@code -gate-1}. */
  public static final String HTPASSWD =
      """
      alice:$2y$05$PEx6iLTjlzHapMGarwM1TuFwDnS.fy.JTIM4/PUpgSyGwDeeXSoZi
      bob:$2y$05$a90D/lkMfL4VQM4RQ1f60uAG7U2h.k6vXLU118v67pQAJh1UoEDp.
      carol:$2y$05$H0jwvzwLaH1cd3YygNF8ReOKA7CQLFXWke2zg7LfxgwgbVG8ts2LC
      dora:$2y$05$kDTdpxI5nJc/zWWN3CEAIuPXtwU6CNNlF/cdNvxK88bppqxbsTJ5O
      """;

  /** Only for httpd: alice of several realms, each with alice's password. */
  public static final String REALMS =
      HTPASSWD
          .lines()
          .filter(line -> line.startsWith("alice:"))
          .flatMap(
              line ->
                  Stream.of("EXAMPLE.COM", "OTHER.TEST", "EXAMPLE.COM.OTHER.TEST")
                      .map(realm -> line.replace("alice:", "alice@" + realm + ":") + "\n"))
          .collect(Collectors.joining());

  static final String CALLERS_PATH = "/api/whoami";
  private static final String OPEN_PATH = "/";

  private ServerProcess server;
  private Upstream upstream;
  private Gateway gateway;
  private Path folder;
  private Gateway gatewayToUpstream;
  private Gateway gatewayWithRules;
  private int otherPort;
  private CompletableFuture<String> late;
  private SSLContext tls;
  private int probes;

  /** The gateway's program. */
  protected abstract Path program();

  /** Starts the recipe in a folder that holds certificate.pem and certificate.key. */
  protected abstract Gateway start(Path folder, int applicationPort) throws Exception;

  /**
   * Starts the recipe with what an operator may add to it: {@code /admin}, {@code /inside} and
   * {@code /api/inside} are only for the address 192.0.2.1, in any case of letters and with a
   * parameter; and a second virtual host at another port, with only the headers that the recipe
   * sends to the application.
   */
  protected abstract Gateway startWithRules(Path folder, int applicationPort, int otherPort)
      throws Exception;

  @BeforeAll
  void startAll(@TempDir Path folder, GatewayDemo demo) throws Exception {
    Gateway.assumeInstalled(program());
    this.folder = folder;
    server = demo.server();
    tls = demo.tls();
    upstream = new Upstream();
    gatewayToUpstream = start(prepared(folder.resolve("to-upstream"), demo), upstream.port());
    late = CompletableFuture.supplyAsync(this::lateAnswer);
    otherPort = Ports.free();
    gatewayWithRules =
        startWithRules(prepared(folder.resolve("with-rules"), demo), upstream.port(), otherPort);
    server.awaitDemo();
    gateway = start(prepared(folder.resolve("to-demo"), demo), server.http().port());
  }

  /** The folder of a gateway, with a certificate. */
  private static Path prepared(Path prepared, GatewayDemo demo) throws Exception {
    Files.createDirectory(prepared);
    demo.writeCertificate(prepared);
    return prepared;
  }

  @AfterAll
  void stopAll() throws Exception {
    System.out.println(getClass().getSimpleName() + ": probes sent: " + probes);
    for (AutoCloseable started :
        new AutoCloseable[] {gateway, gatewayToUpstream, gatewayWithRules, upstream}) {
      if (started != null) {
        started.close();
      }
    }
  }

  final Http to(Gateway target) {
    return to(target.tlsPort());
  }

  private Http to(int port) {
    return Http.overTls(tls, SITE, port);
  }

  final Gateway gateway() {
    return gateway;
  }

  final ServerProcess server() {
    return server;
  }

  /** A client at the gateway with an operator's rules, with a caller's right password or none. */
  public final Http withRules(String... name) {
    Http client = to(gatewayWithRules);
    for (String each : name) {
      client = client.header("Authorization", rightPassword(each));
    }
    return client;
  }

  /** The requests that have arrived behind the gateways since the last call. */
  public final List<Head> forwarded() {
    return upstream.taken();
  }

  /** The caller of a request behind the gateway. */
  public final Optional<String> callerForwarded(Http client, String path) {
    upstream.taken();
    assertThat(client.get(path).status()).as(path).isEqualTo(204);
    List<Head> heads = upstream.taken();
    assertThat(heads).hasSize(1);
    assertThat(heads.get(0).values("x-gateway-secret")).containsExactly(SECRET);
    return heads.get(0).values("remote-user").stream().filter(name -> !name.isEmpty()).findFirst();
  }

  final Http somebody() {
    return to(gateway);
  }

  final Http signedIn(String name) {
    return somebody().header("Authorization", password(name, name + "-gate-1"));
  }

  private static String rightPassword(String name) {
    return password(name, name.replaceFirst("@.*", "") + "-gate-1");
  }

  public static String password(String name, String password) {
    String pair = name + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a text unchanged; no answer contains the secret. */
  private String probe(Http client, String request) {
    return probed(client.converse(request));
  }

  /** For a request with a password, whose check takes seconds on a busy machine. */
  private String probePatiently(Http client, String target) {
    return probed(client.conversePatiently(request(client, "GET", target)));
  }

  private String probed(String answer) {
    probes++;
    assertThat(answer).doesNotContain(SECRET);
    return answer;
  }

  private String probe(Http client, String method, String target) {
    return probe(client, request(client, method, target));
  }

  public static String request(Http client, String method, String target) {
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: "
        + SITE
        + "\r\nConnection: close\r\n"
        + client.lines()
        + "\r\n";
  }

  public static void assertUnauthenticated(String answer) {
    assertThat(answer)
        .doesNotContain("\"caller\":\"")
        .doesNotContainIgnoringCase("carol")
        .doesNotContain("Caller name");
  }

  private static void assertDoraOrRejected(String answer) {
    if (answer.startsWith("HTTP/1.1 200 ")) {
      assertThat(answer)
          .contains(
              "\"caller\":\"dora\"", "\"groups\":[\"user\"]", "\"authenticatedBy\":\"HEADER\"")
          .doesNotContainIgnoringCase("carol");
    } else if (!answer.isEmpty()) {
      assertThat(answer).startsWith("HTTP/1.1 4");
      assertUnauthenticated(answer);
    }
  }

  @Test
  void forwardsACallerWithOnlyTheName() {
    Answer answer = signedIn("dora").get("/api/me");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("caller")).isEqualTo("dora");
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  @Test
  void rejectsDeactivatedCallers() {
    assertThat(signedIn("bob").get("/api/me").status()).isEqualTo(403);
  }

  @Test
  void requiresAPasswordOnlyWhereACallerIsRequired() {
    for (String path : List.of("/api/me", "/api/whoami", "/api", "/live")) {
      Answer answer = somebody().get(path);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.header("www-authenticate").orElseThrow()).startsWith("Basic ");
    }
    assertThat(somebody().get("/admin/").status()).isIn(401, 302);
    assertThat(somebody().get(OPEN_PATH).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"carol:wrong", "carol:", "carol", ":", "nobody:carol-gate-1", "CAROL:x"})
  void rejectsAWrongPassword(String pair) {
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Http client = somebody().header("Authorization", "Basic " + encoded);

    assertThat(probePatiently(client, CALLERS_PATH)).startsWith("HTTP/1.1 401 ");
    assertUnauthenticated(probePatiently(client, OPEN_PATH));
  }

  @Test
  void leadsFromPlainHttpToItsOwnNameWithTls() {
    for (Http client :
        List.of(
            new Http(gateway.plainPort(), ""),
            new Http(gateway.plainPort(), "").header("X-Forwarded-Host", "evil.example"))) {
      Answer answer = client.get("/api/me?a=b");
      assertThat(answer.status()).isIn(301, 308);
      assertThat(answer.header("location")).contains("https://" + SITE + "/api/me?a=b");
    }
  }

  @Test
  void showsAnAdministratorThatItIsTrustedWithoutTheSecret() {
    Answer answer = signedIn("carol").get("/api/diagnostics");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getBoolean("trusted")).isTrue();
    assertThat(answer.json().getString("clientAddress")).isEqualTo(Http.TRUSTED);
    assertThat(answer.body()).doesNotContain(SECRET);
  }

  @Test
  void leadsOutThroughItsSignOut() {
    Answer out = signedIn("dora").send("POST", "/api/logout", "");

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.header("location")).contains("/gateway/sign-out");
    assertThat(signedIn("dora").get("/gateway/sign-out").status()).isIn(401, 303);
  }

  @Test
  void carriesAWebSocketOfACaller() throws Exception {
    Http dora = signedIn("dora").header("remote-user", "carol");

    assertThat(firstTextOfAWebSocket(tls, gateway.tlsPort(), dora))
        .isEqualTo("{\"caller\":\"dora\"}");
  }

  /** The first text of a WebSocket at {@code /live}. */
  public static String firstTextOfAWebSocket(SSLContext tls, int port, Http client)
      throws Exception {
    CompletableFuture<String> said = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            said.complete(text.toString());
            return null;
          }
        };
    WebSocket.Builder builder =
        HttpClient.newBuilder().sslContext(tls).build().newWebSocketBuilder();
    client
        .lines()
        .lines()
        .map(line -> line.split(": ", 2))
        .filter(line -> !line[0].equals("Host"))
        .forEach(line -> builder.header(line[0], line[1]));
    WebSocket socket =
        builder
            .buildAsync(URI.create("wss://127.0.0.1:" + port + "/live"), listener)
            .get(30, TimeUnit.SECONDS);
    try {
      return said.get(30, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }

  public static List<String> lies() {
    return List.of(
        // The caller's header, in each way to write it.
        "remote-user: carol",
        "Remote-User: carol",
        "REMOTE-USER: carol",
        "rEmOTE-uSER: carol",
        "remote-user:carol",
        "remote-user:\tcarol",
        "remote-user:",
        "remote-user: \t ",
        "remote-user: carol,dora",
        "remote-user: dora, carol",
        "remote-user: carol\r\nremote-user: carol",
        "remote-user: dora\r\nRemote-User: carol",
        "remote-user: carol\r\nREMOTE-USER: dora",
        "remote-user: " + "carol".repeat(1_000),
        "remote-user: c\u00e4rol",
        "remote-user: c\u00c3\u00a4rol",
        // Other spellings.
        "Remote_User: carol",
        "remote_user: carol",
        "REMOTE_USER: carol",
        "Remote.User: carol",
        "remote.user: carol",
        "HTTP_REMOTE_USER: carol",
        "Remote User: carol",
        "Remote-User-: carol",
        // Broken lines.
        "remote-user : carol",
        "remote-user\t: carol",
        " remote-user: carol",
        "x-a: b\r\n remote-user: carol",
        "x-a: b\r\n\tremote-user: carol",
        "remote-user:\r\n carol",
        "remote-user:\r\n\tcarol",
        "x-a: b\nremote-user: carol",
        "x-a: b\rremote-user: carol",
        "x-a: b\n\rremote-user: carol",
        "remote-user: carol\r",
        "remote-user carol",
        "remote-user\u0000: carol",
        "remote-user: ca\u0000rol",
        "remote-user: carol\u0000",
        "remote-user: carol\u0001",
        "remote-user: carol\u007f",
        ": remote-user: carol",
        "\"remote-user\": carol",
        "\u0085remote-user: carol",
        "\u00a0remote-user: carol",
        // Groups, e-mail address, display name, id.
        "remote-groups: idp-admins",
        "Remote-Groups: idp-admins\r\nremote-groups: idp-admins",
        "Remote_Groups: idp-admins",
        "Remote.Groups: idp-admins",
        "remote-user: carol\r\nremote-groups: idp-admins",
        "remote-email: carol@example.org",
        "Remote_Email: carol@example.org",
        "remote-name: Carol",
        "Remote.Name: Carol",
        "Remote-Id: id-of-carol",
        "Remote_Id: id-of-carol",
        "Remote.Id: id-of-carol",
        // The secret: guessed, and known.
        "x-gateway-secret: guess\r\nremote-user: carol",
        "x-gateway-secret:\r\nremote-user: carol",
        "X-Gateway-Secret: " + SECRET + "\r\nremote-user: carol",
        "X_Gateway_Secret: " + SECRET + "\r\nRemote_User: carol",
        "X.Gateway.Secret: " + SECRET + "\r\nRemote.User: carol",
        // Headers that a proxy drops because of the client's Connection header.
        "Connection: remote-user",
        "Connection: close, Remote-User",
        "Connection: close,REMOTE-USER ,upgrade",
        "Connection: x-gateway-secret",
        "Connection: X-Gateway-Secret, Remote-User, X-Forwarded-For",
        "Connection: close, remote-groups",
        "Connection: close, Authorization",
        "Connection: TE, remote-user\r\nTE: trailers",
        "Connection: remote-user\r\nremote-user: carol",
        "Connection: close\r\nConnection: Remote-User",
        "Proxy-Connection: remote-user",
        "Keep-Alive: remote-user",
        // Where the request comes from and goes to.
        "X-Forwarded-For: 127.0.0.1\r\nremote-user: carol",
        "X-Forwarded-For: 6.6.6.6, 127.0.0.1",
        "X-Forwarded-User: carol",
        "X-Forwarded-Preferred-Username: carol",
        "X-Auth-Request-User: carol",
        "X-Remote-User: carol",
        "X-WEBAUTH-USER: carol",
        "Forwarded: for=127.0.0.1;remote_user=\"carol\"",
        "X-Real-IP: 127.0.0.1",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: http",
        "X-Forwarded-Prefix: /carol",
        "X-Original-URL: /api/users",
        "X-Rewrite-URL: /api/users",
        "X-HTTP-Method-Override: DELETE",
        "Host: evil.example",
        "Cookie: remote-user=carol; JSESSIONID=carol",
        // Other kinds of credentials.
        "Authorization: Basic Y2Fyb2w6d3Jvbmc=",
        "Authorization: Bearer carol",
        "Authorization: Digest username=\"carol\"",
        "Authorization: basic Y2Fyb2w6",
        "Authorization:",
        "Proxy-Authorization: Basic Y2Fyb2w6Y2Fyb2wtZ2F0ZS0x");
  }

  @ParameterizedTest
  @MethodSource("lies")
  void keepsAnAnonymousClientAnonymous(String lie) {
    Http client = somebody().line(lie);

    String open = probe(client, "GET", OPEN_PATH);
    assertUnauthenticated(open);
    // A gateway without any response would pass all of this.
    assertThat(open).doesNotStartWith("HTTP/1.1 5");
    String callers = probe(client, "GET", CALLERS_PATH);
    assertUnauthenticated(callers);
    if (!callers.isEmpty()) {
      assertThat(callers).startsWith("HTTP/1.1 4");
    }
  }

  @ParameterizedTest
  @MethodSource("lies")
  void keepsACallerTheSameCaller(String lie) {
    assertDoraOrRejected(probe(signedIn("dora").line(lie), "GET", CALLERS_PATH));
    assertDoraOrRejected(
        probe(
            somebody().line(lie).header("Authorization", password("dora", "dora-gate-1")),
            "GET",
            CALLERS_PATH));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void forwardsNoIdentityHeaderOfTheClient(String lie) {
    upstream.taken();
    probe(to(gatewayToUpstream).line(lie), "GET", OPEN_PATH);
    for (Head head : upstream.taken()) {
      assertForwarded(head, List.of());
    }
    Http dora = to(gatewayToUpstream).header("Authorization", password("dora", "dora-gate-1"));
    probe(dora.line(lie), "GET", CALLERS_PATH);
    for (Head head : upstream.taken()) {
      assertForwarded(head, List.of("dora"));
    }
  }

  public static void assertForwarded(Head head, List<String> callers) {
    assertThat(head.values("remote-user").stream().filter(value -> !value.isEmpty()).toList())
        .isEqualTo(callers);
    assertThat(head.values("x-gateway-secret")).containsExactly(SECRET);
    assertThat(head.values("x-forwarded-for")).containsExactly(Http.TRUSTED);
    assertThat(head.values("x-forwarded-proto")).containsExactly("https");
    assertThat(head.values("x-forwarded-host")).containsExactly(SITE);
    assertThat(head.values("host")).containsExactly(SITE);
    assertThat(head.foldedNames())
        .doesNotContain(
            "authorization",
            "proxy-authorization",
            "forwarded",
            "upgrade",
            "x-real-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method-override",
            "x-forwarded-prefix",
            "x-forwarded-user",
            "remote-id")
        .doesNotHaveDuplicates();
    for (String header : List.of("remote-groups", "remote-email", "remote-name")) {
      assertThat(head.values(header)).allMatch(String::isEmpty);
    }
    assertThat(head.values("connection"))
        .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("remote"));
  }

  @Test
  void forwardsTheCallerAndTheSecretAndNoPassword() {
    upstream.taken();
    Http dora = to(gatewayToUpstream).header("Authorization", password("dora", "dora-gate-1"));

    assertThat(dora.get(CALLERS_PATH).status()).isEqualTo(204);

    List<Head> heads = upstream.taken();
    assertThat(heads).hasSize(1);
    assertForwarded(heads.get(0), List.of("dora"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/API/whoami",
        "//api/whoami",
        "/./api/whoami",
        "/%61pi/whoami",
        "/public/../api/whoami",
        "/public/%2e%2e/api/whoami",
        "/public/..;/api/whoami",
        "/public/..;a=b/api/whoami",
        "/;x/api/whoami",
        "/api;x=1/whoami",
        "/api%3bx/whoami",
        "/api%2fwhoami",
        "/public/..%2fapi/whoami",
        "/public/..%5capi/whoami",
        "/%2561pi/whoami",
        "/%c1%a1pi/whoami",
        "/../api/whoami",
        "/api/../api/whoami",
        "/gateway/authentication",
        "/gateway/../api/whoami",
        "http://evil.example/api/whoami",
        "http:http://x/api/whoami",
        "https://app.example.org/api/whoami",
        "//127.0.0.1/api/whoami",
        "api/whoami",
        "*",
        "?/api/whoami",
        "/api/whoami#/",
        "/api/whoami HTTP/1.1 /"
      })
  void isNotMisledByAPath(String target) {
    Http liar = somebody().header("remote-user", "carol").header("remote-groups", "idp-admins");
    assertUnauthenticated(probe(liar, "GET", target));
    assertUnauthenticated(probe(liar, "GET", target.replace("whoami", "users")));
    String answer = probe(signedIn("dora").header("remote-user", "carol"), "GET", target);
    assertThat(answer).doesNotContainIgnoringCase("carol");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/API/whoami",
        "//api/whoami",
        "/./api/whoami",
        "/%61pi/whoami",
        "/public/../api/whoami",
        "/public/%2e%2e/api/whoami",
        "/api;x=1/whoami",
        "/api%3bx/whoami",
        "/api%2fwhoami",
        "/../api/whoami"
      })
  void requiresAPasswordForEachSpellingOfThePath(String target) {
    upstream.taken();
    assertThat(probe(to(gatewayToUpstream), "GET", target)).startsWith("HTTP/1.1 4");
    assertThat(upstream.taken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/security.txt",
        "/a%20b",
        "/%C3%A4?b=%C3%A4",
        "/?next=//evil.example/..;%2e"
      })
  void forwardsOtherPathsAsTheyAre(String target) {
    upstream.taken();
    assertThat(probe(to(gatewayToUpstream), "GET", target)).startsWith("HTTP/1.1 204 ");
    assertThat(upstream.taken())
        .singleElement()
        .satisfies(head -> assertThat(head.text()).startsWith("GET " + target + " HTTP/1.1\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "PROPFIND",
        "FOO",
        "get",
        "CONNECT"
      })
  void isNotMisledByAMethod(String method) {
    Http liar = somebody().header("remote-user", "carol").header("Content-Length", "0");
    assertUnauthenticated(probe(liar, method, CALLERS_PATH));
    assertUnauthenticated(probe(liar, method, OPEN_PATH));
    assertThat(probe(signedIn("dora").header("remote-user", "carol"), method, CALLERS_PATH))
        .doesNotContain("\"caller\":\"carol\"");
  }

  @Test
  void answersNoTrace() {
    for (Http client : List.of(somebody(), signedIn("dora"))) {
      for (String path : List.of(OPEN_PATH, CALLERS_PATH)) {
        upstream.taken();
        assertThat(probe(client, "TRACE", path)).startsWith("HTTP/1.1 4");
        probe(to(gatewayToUpstream), "TRACE", path);
        assertThat(upstream.taken()).isEmpty();
      }
    }
  }

  public static List<String> framings() {
    return List.of(
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Content-Length: 4\r\nTransfer-Encoding : chunked",
        "Content-Length: 4\r\nTransfer-Encoding: xchunked",
        "Content-Length: 4\r\nTransfer_Encoding: chunked",
        "Content-Length: 4\r\nContent-Length: 0",
        "Content-Length: 0, 4",
        "Content-Length: +4",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nConnection: Content-Length, Transfer-Encoding",
        "Content-Length: 5");
  }

  @ParameterizedTest
  @MethodSource("framings")
  void namesNoCallerForASmuggledRequest(String framing) {
    for (Http client : List.of(somebody(), signedIn("dora"))) {
      for (String path : List.of(OPEN_PATH, CALLERS_PATH)) {
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
                    + request(somebody().header("remote-user", "carol"), "GET", CALLERS_PATH));
        assertThat(answer).doesNotContain("\"caller\":\"").doesNotContainIgnoringCase("carol");
      }
    }
  }

  @Test
  void readsNoCallerFromTrailers() {
    String request =
        "POST /api/whoami HTTP/1.1\r\nHost: "
            + SITE
            + "\r\nConnection: close\r\nTE: trailers\r\nTrailer: remote-user\r\n"
            + "Transfer-Encoding: chunked\r\n%s\r\n2\r\n{}\r\n0\r\nremote-user: carol\r\n\r\n";
    assertUnauthenticated(probe(somebody(), request.formatted("")));
    assertThat(probe(somebody(), request.formatted(signedIn("dora").lines())))
        .doesNotContain("carol");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
        "Upgrade: h2c\r\nConnection: Upgrade",
        "Connection: Upgrade",
        "Upgrade: h2c",
        "Upgrade: websocket, h2c\r\nConnection: Upgrade",
        "Upgrade: TLS/1.0\r\nConnection: Upgrade",
        "Upgrade: websocket\r\nConnection: Upgrade",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 99",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
      })
  void opensNoTunnelByAnUpgrade(String upgrade) {
    for (String path : List.of(OPEN_PATH, CALLERS_PATH, "/live")) {
      for (Http client : List.of(somebody(), signedIn("dora"))) {
        String answer =
            probe(
                client,
                "GET "
                    + path
                    + " HTTP/1.1\r\nHost: "
                    + SITE
                    + "\r\n"
                    + client.lines()
                    + upgrade
                    + "\r\n\r\n"
                    + request(somebody().header("remote-user", "carol"), "GET", CALLERS_PATH));
        assertThat(answer).doesNotContainIgnoringCase("carol");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("upgrade: h2c");
      }
    }
  }

  @Test
  void speaksNoHttp2ThatItHasNotOffered() {
    assertUnauthenticated(probe(somebody(), "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/",
        "/admin/index.xhtml?a=b",
        "/ADMIN/",
        "/admin;x=1/",
        "//admin/",
        "/%61dmin/",
        "/inside",
        "/inside/x",
        "/Inside/x",
        "/inside;x=1",
        "/api/inside/x"
      })
  void holdsARuleThatAnOperatorAdds(String path) {
    upstream.taken();
    for (Http client : List.of(withRules(), withRules("dora"))) {
      assertThat(client.get(path).status()).isIn(400, 401, 403);
    }
    assertThat(upstream.taken()).isEmpty();
    assertThat(callerForwarded(withRules("dora"), "/api/other")).contains("dora");
    assertThat(callerForwarded(withRules(), "/other")).isEmpty();
    assertThat(withRules().get("/api/other").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dora:dora-gate-1", "dora:wrong", "carol:wrong"})
  void namesNoOtherCallerThroughASecondVirtualHost(String password) {
    Http liar =
        to(otherPort)
            .header("remote-user", "carol")
            .header("remote-groups", "idp-admins")
            .header("remote-email", "carol@example.org")
            .header("x-gateway-secret", "guess");
    String encoded = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
    Http client = password.isEmpty() ? liar : liar.header("Authorization", "Basic " + encoded);
    List<String> allowed = password.equals("dora:dora-gate-1") ? List.of("", "dora") : List.of("");

    for (String path : List.of(OPEN_PATH, CALLERS_PATH)) {
      upstream.taken();
      probe(client, "GET", path);
      for (Head head : upstream.taken()) {
        assertThat(head.values("remote-user")).isSubsetOf(allowed);
        assertThat(head.values("remote-groups")).isSubsetOf("");
        assertThat(head.values("remote-email")).isSubsetOf("");
        assertThat(head.values("x-gateway-secret")).containsExactly(SECRET);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/octet-stream", "text/plain"})
  void passesAStreamOnAsItComes(String type) throws Exception {
    for (String path : List.of("/stream", "/api/stream")) {
      transfersOfDora().assertStreamComesAsItIsSent(path, type);
    }
  }

  private Transfers transfersOfDora() {
    return new Transfers(
        tls,
        gatewayToUpstream,
        upstream,
        to(gatewayToUpstream).header("Authorization", rightPassword("dora")));
  }

  @Test
  void acceptsALargeUpload() throws Exception {
    transfersOfDora().assertUploadArrives("/api/upload", false);
    transfersOfDora().assertUploadArrives("/upload", true);
  }

  @ParameterizedTest
  @CsvSource({
    "http://app.example.org/admin/?a=b, https://app.example.org/admin/?a=b",
    "http://app.example.org/, https://app.example.org/",
    "https://app.example.org/x, https://app.example.org/x",
    "/x, /x",
    "//app.example.org/x, //app.example.org/x",
    "http://app.example.org.elsewhere.example/, http://app.example.org.elsewhere.example/",
    "http://elsewhere.example/x, http://elsewhere.example/x"
  })
  void leadsToTlsWhereTheApplicationLeadsToPlainHttp(String said, String arrives) throws Exception {
    transfersOfDora().assertRedirectArrives(said, arrives);
  }

  @Test
  void leadsToTlsWhereTheServerCompletesAPath() {
    Answer answer = signedIn("carol").get("/admin");

    assertThat(answer.status()).isIn(301, 302);
    assertThat(answer.header("location")).contains("https://" + SITE + "/admin/");
  }

  @Test
  void isSafeByGatepassCheck() throws IOException {
    String site = "https://" + SITE;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                site + "/api/me",
                site + "/admin/",
                "--connect",
                "127.0.0.1:" + gateway.tlsPort(),
                "--trust",
                folder.resolve("to-demo").resolve("certificate.pem").toString(),
                "--direct",
                "http://127.0.0.1:" + server.http().port()));
    arguments.addAll(CheckRun.doras(folder, site + "/api/diagnostics"));

    CheckRun check = CheckRun.of(arguments).assertSafe();

    assertThat(check.report())
        .contains(
            "https://app.example.org/api/me\nwithout a login: 401\n",
            "/api/me, without the proxy\n  safe      without a login: 303 to /login\n",
            "/api/diagnostics, with the login\nwithout a forged header: 403\n");
  }

  /** It has been waiting since the start. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void waitsForAnAnswerThatComesLate() throws Exception {
    String answer = late.get(Upstream.LATE.toSeconds() * 2, TimeUnit.SECONDS);

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("late");
  }

  private String lateAnswer() {
    try {
      return transfersOfDora().get("/api/late");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void writesTheSecretIntoNoLog() {
    assertThat(server.log()).doesNotContain(SECRET);
    assertThat(gateway.log()).doesNotContain(SECRET);
    assertThat(gatewayToUpstream.log()).doesNotContain(SECRET);
    assertThat(gatewayWithRules.log()).doesNotContain(SECRET);
  }
}
