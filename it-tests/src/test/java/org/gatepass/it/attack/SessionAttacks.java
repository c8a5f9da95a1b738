// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.attack.Attack.*;
import static org.gatepass.it.attack.AttackedDemo.assertAnonymous;
import static org.gatepass.it.attack.AttackedDemo.assertCaller;
import static org.gatepass.it.attack.AttackedDemo.assertDora;
import static org.gatepass.it.attack.AttackedDemo.assertForbidden;
import static org.gatepass.it.attack.AttackedDemo.assertMalformed;
import static org.gatepass.it.attack.AttackedDemo.assertUnauthenticated;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions, and password logins of callers without a header. */
interface SessionAttacks extends AttackedDemo {
  private Http withCookie(String cookie) {
    return http().header("cookie", cookie);
  }

  @Test
  @Shows(E01)
  @ImpossibleWith(Difference.NO_FACES_4)
  default void e01APlantedSessionIsUselessAfterTheLogin() {
    String planted = http().get("/login").sessionCookie().orElseThrow();
    Answer answer = login(withCookie(planted), "dora", PASSWORD_OF_DORA);
    String after = answer.sessionCookie().orElseThrow();

    assertThat(after).isNotEqualTo(planted);
    assertUnauthenticated(withCookie(planted));
    assertDora(withCookie(after));
  }

  @Test
  @Shows({E01, G01})
  default void e01TheSessionCookieIsHiddenFromScriptsAndOtherSites() {
    String cookie = login(somebody(), "dora", PASSWORD_OF_DORA).header("set-cookie").orElseThrow();

    assertThat(cookie).containsIgnoringCase("; HttpOnly");
    if (!Difference.NO_SAME_SITE.isHere()) {
      assertThat(cookie).containsIgnoringCase("; SameSite=Lax");
    }
  }

  @Test
  @Shows(E01)
  default void e01AMadeUpSessionIdIsRejected() {
    String madeUp = "JSESSIONID=0123456789abcdef0123456789ab";
    String after =
        login(withCookie(madeUp), "dora", PASSWORD_OF_DORA).sessionCookie().orElseThrow();

    assertThat(after).isNotEqualTo(madeUp);
    assertUnauthenticated(withCookie(madeUp));
  }

  @Test
  @Shows(E01)
  default void e01ASessionIdInTheAddressIsIgnored() {
    String id = cookieOfDora().replace("JSESSIONID=", "");

    for (String path :
        List.of(
            "/api/me;jsessionid=" + id,
            "/api/me?jsessionid=" + id,
            "/api;jsessionid=" + id + "/me")) {
      Answer answer = http().get(path);
      assertThat(answer.status()).isNotEqualTo(200);
      AttackedDemo.assertNamesNoCaller(answer.body());
    }
  }

  @Test
  @Shows({E02, E08})
  default void e02AHeaderThatNamesAnotherCallerEndsTheSession() {
    String cookie = cookieOfDora();
    Http switched = named("alice").header("cookie", cookie);

    assertThat(switched.get("/api/me").json().getString("caller")).isEqualTo("alice");
    assertUnauthenticated(withCookie(cookie));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "mallory", "admin"})
  @Shows({E02, F05})
  default void e02AHeaderThatNamesARejectedCallerEndsTheSessionToo(String name) {
    String cookie = cookieOfDora();

    assertThat(named(name).header("cookie", cookie).get("/api/me").status()).isEqualTo(403);
    assertUnauthenticated(withCookie(cookie));
    assertForbidden(named(name).header("cookie", cookie));
  }

  @Test
  @Shows({E03, K02})
  default void e03NothingStaysOfAHeaderCaller() {
    for (String name : List.of("alice", "carol")) {
      for (String path : List.of("/", "/api/me", "/login", "/sso-login")) {
        named(name)
            .get(path)
            .sessionCookie()
            .ifPresent(cookie -> assertUnauthenticated(withCookie(cookie)));
      }
    }
    assertUnauthenticated(http());
    assertUnauthenticated(proxy());
  }

  @Test
  @Shows(E06)
  default void e06LogoutGoesToTheConfiguredAddress() {
    for (Http client : List.of(withCookie(cookieOfDora()), named("alice"))) {
      Answer answer =
          client
              .header("x-forwarded-host", "evil.example")
              .header("referer", "http://evil.example/")
              .send("POST", "/api/logout?next=//evil.example", "");

      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.header("location")).contains(SIGN_OUT_URL);
    }
  }

  @Test
  @Shows(E06)
  default void e06LogoutEndsTheSessionOnTheServer() {
    String cookie = cookieOfDora();

    withCookie(cookie).send("POST", "/api/logout", "");

    assertUnauthenticated(withCookie(cookie));
  }

  @Test
  @Shows(E07)
  default void e07TwentyThreadsOfTwoCallersNeverMix() throws Exception {
    Http alice = named("alice");
    Http dora = withCookie(cookieOfDora());
    // A hundred each: Tomcat ends a connection after so many.
    List<Http> mixed = IntStream.range(0, 100).mapToObj(i -> i % 2 == 0 ? alice : dora).toList();
    List<Callable<List<Answer>>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      // Half of the connections carry both callers in turn, the others one each.
      List<Http> clients =
          i < 10 ? mixed : IntStream.range(0, 100).mapToObj(n -> n < 50 ? alice : dora).toList();
      tasks.add(
          () -> {
            List<Answer> answers = http().getInTurn("/api/me", clients);
            for (int n = 0; n < answers.size(); n++) {
              if (clients.get(n) == alice) {
                assertCaller(answers.get(n), "HEADER", "alice", "user");
              } else {
                assertCaller(answers.get(n), "PASSWORD", "dora", "user");
              }
            }
            return answers;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      int count = 0;
      for (Future<List<Answer>> done : threads.invokeAll(tasks)) {
        count += done.get().size();
      }
      assertThat(count).isEqualTo(2_000);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Shows(E07)
  default void e07AConnectionBelongsToNoCaller() {
    List<Answer> answers =
        http()
            .getInTurn(
                "/api/whoami", List.of(named("carol"), http(), proxy(), named("alice"), http()));

    assertCaller(answers.get(0), "HEADER", "carol", "administrator", "user");
    assertAnonymous(answers.get(1));
    assertAnonymous(answers.get(2));
    assertCaller(answers.get(3), "HEADER", "alice", "user");
    assertAnonymous(answers.get(4));
  }

  @Test
  @Shows(E08)
  default void e08TheHeaderWinsOverAPasswordLogin() {
    String cookie = cookieOfDora();
    Answer answer = named("alice").header("cookie", cookie).get("/api/whoami");

    assertThat(answer.json().getString("caller")).isEqualTo("alice");
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("HEADER");
    assertThat(login(named("alice"), "dora", PASSWORD_OF_DORA).status()).isEqualTo(409);
  }

  @Test
  @Shows(E09)
  default void e09NoCookieOfAHeaderCallerIsWorthStealing() {
    Answer loginPage = named("alice").get("/login");

    loginPage
        .sessionCookie()
        .ifPresent(cookie -> assertUnauthenticated(withCookie(cookie).from(Http.UNTRUSTED)));
    assertThat(named("alice").get("/api/me").header("set-cookie")).isEmpty();
    if (!Difference.NO_FACES_4.isHere()) {
      assertThat(named("alice").get("/").header("set-cookie")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"alice, carol", "'alice,carol', ''", "anonymous, ''", "'al ice', ''"})
  @Shows(F05)
  default void f05AMalformedHeaderFallsThroughToNoSession(String name, String secondLine) {
    String cookie = cookieOfDora();
    Http client = named(name).header("cookie", cookie);

    assertMalformed(secondLine.isEmpty() ? client : client.header("remote-user", secondLine));
    assertDora(withCookie(cookie));
  }

  @Test
  @Shows(F05)
  default void f05AMalformedHeaderStopsAPasswordLogin() {
    for (Http client :
        List.of(named("alice").header("remote-user", "alice"), named("al ice"), named("guest"))) {
      Answer answer = login(client, "dora", PASSWORD_OF_DORA);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.sessionCookie()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "mallory", "admin"})
  @Shows(F05)
  default void f05ARejectedHeaderStopsAPasswordLogin(String name) {
    Answer answer = login(named(name), "dora", PASSWORD_OF_DORA);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_025, 4_096, 12_000})
  @Shows(F02)
  default void f02AVeryLongPasswordIsWrong(int length) {
    Answer answer = login(somebody(), "dora", "p".repeat(length));

    boolean notRead = length > 8_192 && Difference.LONG_TEXTS_ARE_NO_JSON.isHere();
    assertThat(answer.status()).isEqualTo(notRead ? 400 : 401);
    assertThat(answer.sessionCookie()).isEmpty();
  }

  @Test
  @Shows(F02)
  default void f02AnEndlessPasswordIsNotReadToItsEnd() {
    assertThat(login(somebody(), "dora", "p".repeat(20_000)).status()).isEqualTo(400);
    assertThat(login(somebody(), "d".repeat(20_000), "p").status()).isEqualTo(400);
  }

  @Test
  @Shows(F02)
  default void f02ThePasswordsBeginningIsNotThePassword() {
    for (String wrong :
        List.of(
            PASSWORD_OF_DORA + "x",
            PASSWORD_OF_DORA + "\u0000",
            PASSWORD_OF_DORA + "\u0000x",
            PASSWORD_OF_DORA + "p".repeat(80),
            PASSWORD_OF_DORA + " ",
            "dora-secret-")) {
      assertThat(login(somebody(), "dora", wrong).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "N/A", "*", "!", "x", "unused", "password", "HEADER", NEW_SECRET})
  @Shows(F04)
  default void f04NoPasswordMatchesAMissingHash(String password) {
    for (String name : List.of("alice", "carol")) {
      Answer answer = login(somebody(), name, password);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.sessionCookie()).isEmpty();
    }
  }

  @Test
  @Shows({F06, K01})
  default void f06TheHeaderWinsOverAnAuthorizationLine() {
    String dora = "Basic " + base64("dora:" + PASSWORD_OF_DORA);
    String admin = "Basic " + base64("admin:" + System.getProperty("admin.password"));

    for (String line : List.of(dora, admin, "Basic " + base64("x:y"), "Bearer x", "Negotiate x")) {
      assertCaller(named("alice").header("authorization", line), "alice", "user");
      assertForbidden(named("bob").header("authorization", line));
      assertMalformed(named("al ice").header("authorization", line));
      assertUnauthenticated(http().header("authorization", line));
      assertUnauthenticated(named("alice").header("authorization", line).from(Http.UNTRUSTED));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Shows(K01)
  default void k01ThePasswordStoreDoesNotValidateHeaders() {
    // dora has a password too; the first store has rejected bob and mallory.
    assertCaller(named("dora"), "dora", "user");
    assertForbidden(named("bob"));
    assertForbidden(named("mallory"));
    assertForbidden(named("admin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JREMEMBERMEID=alice", "JSESSIONIDSSO=alice", "remote-user=alice"})
  @Shows(K03)
  default void k03NoOtherCookieIsALogin(String cookie) {
    assertUnauthenticated(withCookie(cookie));
    assertUnauthenticated(withCookie(cookie + "; " + SECRET_HEADER + "=" + NEW_SECRET));
  }

  /**
   * Liberty takes away a token of its own that it can't read, so the answer sets a cookie there.
   */
  @Test
  @Shows(K03)
  default void k03NoTokenOfTheServersIsALogin() {
    Http client = withCookie("LtpaToken2=a");

    assertThat(client.get("/api/whoami").json().isNull("caller")).isTrue();
    assertThat(client.get("/api/me").status()).isEqualTo(401);
  }
}
