// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.gatepass.it.app.answers.CalledServlet;
import org.gatepass.it.app.answers.ProtectedCalledServlet;
import org.gatepass.it.app.small.AccountsServlet;
import org.gatepass.it.app.small.BasicSecurity;
import org.gatepass.it.app.small.Revocations;
import org.gatepass.it.app.small.WhoEjb;
import org.gatepass.it.app.small.WhoServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP Basic as the fallback: a password with each request, without a session. */
@ArquillianTest
class BasicIT {
  private static int counter;

  @ArquillianResource URL base;

  private String name;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.withAccounts(
        "basic.war",
        BasicSecurity.class,
        WhoServlet.class,
        WhoEjb.class,
        AccountsServlet.class,
        Revocations.class,
        CalledServlet.class,
        ProtectedCalledServlet.class);
  }

  @BeforeEach
  void createAccount() {
    counter++;
    name = "caller" + counter;
    accounts("create", name + "&password=secret-1");
  }

  private Http http() {
    return Http.to(base, "/basic").header("x-forwarded-for", "10.88.0." + counter);
  }

  private void accounts(String action, String form) {
    Answer answer =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/accounts/" + action, "name=" + form);
    assertThat(answer.body()).isEqualTo("true");
  }

  private Http offering(String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return http().header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private void assertCaller(Http http) {
    Answer answer = http.get("/who");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().getString("servlet")).isEqualTo(name);
    assertThat(answer.json().getString("way")).isEqualTo("PASSWORD");
    assertThat(answer.header("set-cookie")).isEmpty();
  }

  private static void assertUnauthenticated(Http http) {
    assertThat(http.get("/who").json().getString("servlet")).isEmpty();
  }

  @Test
  void authenticatesRequestsWithThePassword() {
    assertCaller(offering("secret-1"));
    assertUnauthenticated(offering("secret-2"));
    assertUnauthenticated(http());
  }

  @Test
  @Tag("thorough")
  void doesNotHashThePasswordOfEachRequest() {
    Http http = offering("secret-1");
    assertCaller(http);
    double[] millis = new double[200];

    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      assertCaller(http);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }

    // One hash takes 30 ms and more, a request without one a few. The first requests find a cold
    // server, and a busy machine delays others.
    Arrays.sort(millis);
    assertThat(millis[millis.length / 4]).isLessThan(30);
  }

  @Test
  void acceptsCanonicalBase64Only() {
    String offer =
        Base64.getEncoder().encodeToString((name + "::x").getBytes(StandardCharsets.UTF_8));
    accounts("change-password", name + "&password=:x");
    assertCaller(http().header("Authorization", "Basic " + offer));
    assertThat(offer).endsWith("=");

    String withoutPadding = offer.replace("=", "");
    char last = withoutPadding.charAt(withoutPadding.length() - 1);
    String strayBits =
        withoutPadding.substring(0, withoutPadding.length() - 1)
            + (char) (last + 1)
            + offer.substring(withoutPadding.length());
    assertThat(Base64.getDecoder().decode(strayBits)).isEqualTo(Base64.getDecoder().decode(offer));
    assertUnauthenticated(http().header("Authorization", "Basic " + strayBits));
  }

  @ParameterizedTest
  @CsvSource({
    "X-Requested-With, XMLHttpRequest, false",
    "Sec-Fetch-Mode, cors, false",
    "Sec-Fetch-Dest, empty, false",
    "Sec-Fetch-Dest, image, true",
    "Sec-Fetch-Mode, navigate, true",
    "Accept, */*, true"
  })
  void asksTheBrowserForAPasswordUnlessAScriptHasSentTheRequest(
      String header, String value, boolean asks) {
    Answer answer = http().header(header, value).get("/protected/x");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate"))
        .contains(
            asks
                ? "Basic realm=\"application\", charset=\"UTF-8\""
                : "Gatepass realm=\"application\"");
  }

  @Test
  void rejectsADeactivatedCallerAtOnce() {
    assertCaller(offering("secret-1"));

    accounts("deactivate", name);

    assertUnauthenticated(offering("secret-1"));
  }

  @Test
  void rejectsTheOldPasswordAtOnce() {
    assertCaller(offering("secret-1"));

    accounts("change-password", name + "&password=secret-2");

    assertUnauthenticated(offering("secret-1"));
    assertCaller(offering("secret-2"));
  }

  @Test
  void throttlesGuessedPasswords() {
    for (int i = 0; i < 10; i++) {
      assertUnauthenticated(offering("guess-" + i));
    }

    Answer answer = offering("secret-1").get("/who");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isPresent();
    assertCaller(offering("secret-1").header("x-forwarded-for", "10.88.1." + counter));
  }
}
