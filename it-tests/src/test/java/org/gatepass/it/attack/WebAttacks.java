// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.attack.Attack.*;
import static org.gatepass.it.attack.AttackedDemo.assertAnonymous;
import static org.gatepass.it.attack.AttackedDemo.assertChallenged;
import static org.gatepass.it.attack.AttackedDemo.assertDora;
import static org.gatepass.it.attack.AttackedDemo.assertForbidden;
import static org.gatepass.it.attack.AttackedDemo.assertMalformed;
import static org.gatepass.it.attack.AttackedDemo.assertNamesNoCaller;
import static org.gatepass.it.attack.AttackedDemo.assertUnauthenticated;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches, redirects, paths and methods. */
interface WebAttacks extends AttackedDemo {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sec-fetch-site: cross-site",
        "sec-fetch-site: same-site",
        "sec-fetch-site: x",
        "sec-fetch-site:",
        "origin: http://evil.example",
        "origin: https://127.0.0.1",
        "origin: http://127.0.0.1",
        "origin: http://127.0.0.1.evil.example",
        "origin: http://evil.example@127.0.0.1",
        "origin: null",
        "origin:"
      })
  @Shows(G01)
  default void g01NoOtherSiteMakesABrowserLogInOrOut(String line) {
    Http session = http().header("cookie", cookieOfDora());

    for (String path : List.of("/api/logout", "/logout")) {
      assertThat(session.line(line).send("POST", path, "").status()).isEqualTo(403);
      assertThat(named("carol").line(line).send("POST", path, "").status()).isEqualTo(403);
    }
    assertDora(session);
    Answer login = login(somebody().line(line), "dora", PASSWORD_OF_DORA);
    assertThat(login.status()).isEqualTo(403);
    assertThat(login.sessionCookie()).isEmpty();
  }

  @Test
  @Shows(G01)
  default void g01AForwardedHostIsNoOrigin() {
    Answer login =
        login(
            http()
                .header("origin", "http://evil.example")
                .header("x-forwarded-host", "evil.example")
                .header("forwarded", "host=evil.example"),
            "dora",
            PASSWORD_OF_DORA);

    assertThat(login.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/whoami", "/api/me", "/api/users", "/sso-login", "/no-such"})
  @Shows(G02)
  default void g02EachAnswerToACallerIsPrivate(String path) {
    assertThat(named("carol").get(path).header("cache-control")).contains(PRIVATE);
    assertThat(named("carol").send("HEAD", path, "").header("cache-control")).contains(PRIVATE);
    assertThat(named("alice").get(path).header("cache-control")).contains(PRIVATE);
    Http session = http().header("cookie", cookieOfDora());
    assertThat(session.get(path).header("cache-control")).contains(PRIVATE);
  }

  /** A link to a caller's answer under the name of a file: "web cache deception". */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/whoami;x.css",
        "/api/whoami?x.css",
        "/api/whoami/x.css",
        "/admin/x.css",
        "/x.css",
        "/x.css;jsessionid=x"
      })
  @Shows(G02)
  default void g02TheNameOfAFileMakesNoAnswerToACallerStorable(String path) {
    for (Http caller : List.of(named("carol"), http().header("cookie", cookieOfDora()))) {
      Answer answer = caller.header("if-none-match", "*").get(path);

      assertThat(answer.status()).isNotEqualTo(304);
      assertThat(answer.header("cache-control").orElseThrow()).contains("no-store");
    }
  }

  @Test
  @Shows(G02)
  default void g02EachRejectionIsPrivate() {
    assertThat(http().header("accept", "text/html").get("/admin/").header("cache-control"))
        .contains(PRIVATE);
    assertMalformed(named("al ice"));
    assertForbidden(named("bob"));
    assertUnauthenticated(http());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "///evil.example",
        "/%5Cevil.example",
        "/%2Fevil.example",
        "%2F%2Fevil.example",
        "/%252Fevil.example",
        "/%09/evil.example",
        "/%0A/evil.example",
        "/%0D%0ALocation:%20http://evil.example",
        "%09//evil.example",
        "%20//evil.example",
        "http://evil.example/",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "evil.example",
        "@evil.example",
        "/..//evil.example",
        "/.%2F/evil.example",
        "%E2%80%AE//evil.example",
        "%EF%BC%8F%EF%BC%8Fevil.example",
        "%00//evil.example"
      })
  @Shows(G03)
  default void g03NoNextPathLeadsToElsewhere(String next) {
    assertLeadsNowhereElse(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/\\evil.example", "\\/evil.example"})
  @Shows(G03)
  default void g03NoBackslashLeadsToElsewhere(String next) {
    if (Difference.A_BACKSLASH_IS_REJECTED.isHere()) {
      Answer answer = named("alice").get("/sso-login?next=" + next);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("location")).isEmpty();
    } else {
      assertLeadsNowhereElse(next);
    }
  }

  private void assertLeadsNowhereElse(String next) {
    for (Http client : List.of(named("alice"), http())) {
      Answer answer = client.get("/sso-login?next=" + next);
      assertThat(answer.status()).isEqualTo(303);
      String location = answer.header("location").orElseThrow();
      String decoded = URLDecoder.decode(location, StandardCharsets.UTF_8);
      assertThat(location).startsWith("/");
      assertThat(decoded).doesNotMatch("(?s)^/[\\s\\\\/\\p{Cntrl}].*");
      assertThat(answer.headers()).doesNotContainValue(List.of("http://evil.example"));
    }
    assertThat(http().get("/login?next=" + next).body())
        .doesNotContain("value=\"//", "value=\"http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/logout", "/api/logout"})
  @Shows(G04)
  default void g04ALinkDoesNotLogOut(String path) {
    Http session = http().header("cookie", cookieOfDora());

    for (String method : List.of("GET", "HEAD", "OPTIONS")) {
      session.header("x-http-method-override", "POST").send(method, path + "?_method=POST", "");
      assertDora(session);
    }
    assertThat(session.get(path).status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept: application/json",
        "accept: */*",
        "sec-fetch-mode: cors",
        "sec-fetch-mode: no-cors",
        "sec-fetch-mode: same-origin",
        "sec-fetch-mode: websocket",
        "x-requested-with: XMLHttpRequest"
      })
  @Shows({G05, K05})
  default void g05AProgramIsAnsweredWithoutARedirect(String line) {
    Http program = line.startsWith("accept") ? http() : http().header("accept", "text/html");

    assertChallenged(program.line(line).get("/api/me"));
    assertChallenged(program.line(line).get("/admin/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  @Shows({G05, H02})
  default void g05OnlyPageLoadsAreRedirected(String method) {
    assertChallenged(http().header("accept", "text/html").send(method, "/admin/", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/api/whoami", "/api/me", "/login", "/no-such", "/admin/", "/sso-login"})
  @Shows(G06)
  default void g06NoAnswerCarriesIdentityHeadersOrTheSecret(String path) {
    for (String method : ALL_METHODS) {
      Answer answer =
          named("alice")
              .header("remote-groups", "staff,zq7-group")
              .header("remote-email", "zq7@example.org")
              .send(method, path, "");
      assertThat(answer.headers().toString())
          .doesNotContainIgnoringCase("remote-")
          .doesNotContainIgnoringCase(SECRET_HEADER)
          .doesNotContain(NEW_SECRET, "alice", "zq7");
      assertThat(answer.body())
          .doesNotContain(NEW_SECRET, "zq7-group")
          .doesNotContainIgnoringCase("remote-user")
          .doesNotContainIgnoringCase(SECRET_HEADER);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/me",
        "/api/me/",
        "/api/me;x=y",
        "/api;x=y/me",
        "/api/me;/",
        "/api//me",
        "//api/me",
        "/api/./me",
        "/./api/me",
        "/api/x/../me",
        "/api/whoami/../me",
        "/api/whoami/..;/me",
        "/assets/..;/api/me",
        "/assets/../api/me",
        "/assets/%2e%2e/api/me",
        "/assets/%2e%2e%2fapi/me",
        "/api/%6de",
        "/api/%6d%65",
        "/%61pi/me",
        "/api%2fme",
        "/api/%2fme",
        "/api/me%2f",
        "/api/me%20",
        "/api/me%00",
        "/api/me%00.css",
        "/api/me%3b",
        "/api/me%3bx",
        "/api/me%23",
        "/api/me%3f",
        "/api/me.",
        "/api/me.json",
        "/api/me.css",
        "/api/ME",
        "/API/me",
        "/api/me%0a",
        "/api/me%09",
        "/api/me\\",
        "/api\\me",
        "/api/%252e/me",
        "/api/m%ef%bd%85",
        "/api/me?x=/api/whoami",
        "/login/../api/me",
        "/login/api/me",
        "/api/me/../me",
        "/api/whoami/me",
        "/api/me/whoami"
      })
  @Shows(H01)
  default void h01NoSpellingOfAPathOpensAProtectedResource(String path) {
    for (Http nobody : List.of(http(), proxy(), named("bob"), http().from(Http.UNTRUSTED))) {
      for (String spelling : List.of(path, path.replace("me", "users"))) {
        Answer answer = nobody.get(spelling);
        assertThat(answer.status()).as(spelling).isBetween(300, 499);
        assertNamesNoCaller(answer.body());
      }
    }
    Answer users = named("alice").get(path.replace("me", "users"));
    // An encoded path still means "/api/me", which is served to alice where a server decodes it.
    if (path.contains("me")) {
      assertThat(users.status()).isBetween(300, 499);
    }
    assertThat(users.body()).doesNotContain("example.org");
  }

  @Test
  @Shows(H01)
  default void h01AParameterOfTheRootDoesNotBecomeAnotherPath() {
    for (String path : List.of("/;x=y/api/me", "/;x=y/api/users", "/;/api/users")) {
      Answer answer = http().get(path);
      assertThat(answer.status()).isIn(200, 400, 401, 404);
      // The front page, for an anonymous request.
      assertThat(answer.body()).doesNotContain("caller\":", "loginByHeader", "example.org");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin",
        "/admin/",
        "/admin/index.xhtml",
        "/admin;x/",
        "/%61dmin/",
        "//admin/",
        "/admin%2f",
        "/./admin/",
        "/assets/..;/admin/",
        "/login/..;/admin/",
        "/ADMIN/",
        "/WEB-INF/web.xml",
        "/WEB-INF/page.xhtml",
        "/WEB-INF/error",
        "/web-inf/web.xml",
        "/assets/..;/WEB-INF/web.xml",
        "/%57EB-INF/web.xml",
        "/WEB-INF/classes/META-INF/microprofile-config.properties",
        "/META-INF/MANIFEST.MF",
        "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF",
        "/jakarta.faces.resource/../WEB-INF/web.xml.xhtml"
      })
  @Shows(H01)
  default void h01NoSpellingOfAPathOpensTheAdministrators(String path) {
    for (Http nobody : List.of(http(), named("alice"), http().header("accept", "text/html"))) {
      Answer answer = nobody.get(path);
      assertThat(answer.status()).isBetween(300, 499);
      assertThat(answer.body()).doesNotContain(NEW_SECRET, "web-app", "gatepass.shared");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/whoami;x=y", "/api//whoami", "/api/%77hoami", "/api/./whoami"})
  @Shows(H01)
  default void h01ThePathDoesNotChangeTheCaller(String path) {
    assertMalformedOrMissing(named("al ice").get(path));
    Answer alice = named("alice").get(path);
    assertThat(alice.status()).isIn(200, 400, 404);
    if (alice.status() == 200) {
      AttackedDemo.assertCaller(alice, "HEADER", "alice", "user");
    }
  }

  private static void assertMalformedOrMissing(Answer answer) {
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("caller");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "OPTIONS",
        "PROPFIND",
        "FOO",
        "get",
        "TRACE"
      })
  @Shows({H02, K04, K07})
  default void h02NoMethodBypassesTheCheck(String method) {
    for (String path : List.of("/api/me", "/api/users", "/api/diagnostics", "/admin/")) {
      Answer nobody = http().send(method, path, "");
      assertThat(nobody.status()).as(path).isIn(401, 405, 501);
      assertThat(nobody.header("set-cookie")).isEmpty();
      assertThat(named("bob").send(method, path, "").status()).isIn(403, 405, 501);
      assertThat(named("alice").from(Http.UNTRUSTED).send(method, path, "").status())
          .isIn(401, 405, 501);
    }
    Answer malformed = named("al ice").send(method, "/api/whoami", "");
    Set<Integer> rejections = new HashSet<>(Set.of(400, 405, 501));
    if (method.equals("TRACE")) {
      rejections.addAll(Difference.statusesOfTrace());
    }
    assertThat(malformed.status()).isIn(rejections);
    assertThat(malformed.body()).doesNotContain("caller");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-http-method-override: OPTIONS",
        "x-http-method: HEAD",
        "x-method-override: TRACE",
        "x-original-method: GET"
      })
  @Shows(H02)
  default void h02AnOverriddenMethodIsNoOtherMethod(String line) {
    assertUnauthenticated(http().line(line));
    assertForbidden(named("bob").line(line));
  }

  @Test
  @Shows({H02, G06})
  default void h02TraceShowsNothing() {
    for (String path : List.of("/", "/api/whoami", "/api/me", "/login", "/no-such")) {
      for (Http client : List.of(named("alice"), http(), proxy())) {
        Answer answer = client.send("TRACE", path, "");
        assertThat(answer.status()).isIn(Difference.statusesOfTrace());
        assertNamesNoCaller(answer.headers() + answer.body());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kube-probe/1.29, /api/me",
    "ELB-HealthChecker/2.0, /api/me",
    "GoogleHC/1.0, /api/users",
    "Prometheus/2.50, /api/users",
    "curl/8, /api/me",
    "gatepass, /admin/",
    "'', /api/me"
  })
  @Shows(H03)
  default void h03NoUserAgentIsExempt(String userAgent, String path) {
    assertChallenged(http().header("user-agent", userAgent).get(path));
    assertMalformed(named("al ice").header("user-agent", userAgent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/healthz", "/ping", "/health", "/metrics", "/.well-known/x", "/favicon.ico"})
  @Shows(H03)
  default void h03NoPathIsExempt(String path) {
    Answer answer = named("al ice").get(path);

    assertThat(answer.status()).isEqualTo(400);
    DemoErrors.assertBody(answer, 400);
  }

  @Test
  @Shows({K04, K05, K07})
  default void k04AClosedResourceIsAnsweredWith401Or403() {
    assertChallenged(http().get("/api/me"));
    assertChallenged(http().get("/api/users"));
    assertForbidden(named("bob"));
    assertThat(named("alice").get("/api/users").status()).isEqualTo(403);
  }

  @Test
  @Shows(K08)
  default void k08PublicResourcesAreCheckedToo() {
    assertMalformed(named("al ice"));
    AttackedDemo.assertCaller(named("alice").get("/api/whoami"), "HEADER", "alice", "user");
    assertAnonymous(named("bob").get("/api/whoami"));
  }
}
