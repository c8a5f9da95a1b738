// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatepass.it.app.open.OpenSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CORS preflight requests, which reach the filters of the application and no servlet. */
interface PreflightCases {
  /** A client of the application, at the address of the proxy. */
  Http http();

  private Http preflight() {
    return http()
        .header("Origin", "https://front.example.org")
        .header("Access-Control-Request-Method", "PUT");
  }

  private Http named() {
    return preflight()
        .header(OpenSecurity.SECRET_HEADER, OpenSecurity.SECRET)
        .header("remote-user", "alice");
  }

  private static void assertFiltered(Answer answer) {
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("x-filtered")).contains("none");
    assertThat(answer.header("access-control-allow-origin")).contains("https://front.example.org");
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  default void passesAPreflightToTheFiltersOfTheApplication() {
    assertFiltered(preflight().send("OPTIONS", "/closed", ""));
    assertFiltered(preflight().from(Http.UNTRUSTED).send("OPTIONS", "/closed", ""));
    assertFiltered(preflight().send("OPTIONS", "/health", ""));
  }

  @Test
  @Shows({Attack.H02, Attack.K07})
  default void h02APreflightReachesNoServlet() {
    for (Http client : List.of(preflight(), named(), preflight().header("remote-user", "a b"))) {
      for (String path : List.of("/closed", "/front/x", "/api/users", "/no-such")) {
        Answer answer = client.send("OPTIONS", path, "");
        assertThat(answer.body()).doesNotContain("place=");
        assertFiltered(answer);
      }
    }
  }

  @Test
  @Shows({Attack.H02, Attack.K07})
  default void h02AConstraintIsStrongerThanAPreflight() {
    for (String path : List.of("/protected/x", "/metrics/secret", "/closed/../protected")) {
      Answer answer = preflight().send("OPTIONS", path, "");
      assertThat(answer.status()).as(path).isIn(400, 401);
      assertThat(answer.header("x-filtered")).isEmpty();
      assertThat(answer.body()).doesNotContain("place=");
    }
    assertThat(named().send("OPTIONS", "/protected/x", "").body()).contains("caller=alice");
  }

  @Test
  @Shows({Attack.H02, Attack.K07})
  default void h02AConstraintWithoutOptionsStopsNoPreflight() {
    assertFiltered(preflight().send("OPTIONS", "/front/x", ""));
    for (String method : List.of("GET", "POST", "FOO")) {
      Answer answer = preflight().header("Sec-Fetch-Site", "none").send(method, "/front/x", "");
      assertThat(answer.status()).isIn(400, 401, 405, 501);
      assertThat(answer.body()).doesNotContain("place=");
    }
    assertThat(http().send("OPTIONS", "/front/x", "").status()).isEqualTo(401);
  }

  @Test
  @Shows({Attack.H02, Attack.K07})
  default void h02AFilterForwardsAPreflightToNoServlet() {
    Answer answer = preflight().header("X-Forward", "/protected").send("OPTIONS", "/closed", "");

    assertThat(answer.body()).doesNotContain("place=");
    assertThat(answer.header("x-filtered")).contains("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PROPFIND", "FOO", "options", "Options"})
  @Shows(Attack.H02)
  default void h02NoOtherMethodIsAPreflight(String method) {
    Answer answer =
        preflight()
            .header("X-HTTP-Method-Override", "OPTIONS")
            .header("sec-fetch-site", "same-origin")
            .send(method, "/closed?_method=OPTIONS", "");

    if (method.equalsIgnoreCase("OPTIONS") && Difference.METHODS_ARE_UPPER_CASE.isHere()) {
      assertFiltered(answer);
    } else {
      assertThat(answer.status()).isIn(400, 401, 405, 501);
      assertThat(answer.header("x-filtered")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://front.example.org",
        "Access-Control-Request-Method: PUT",
        "Origin: https://front.example.org\r\nAccess-Control-Request-Method:",
        "Origin:\r\nAccess-Control-Request-Method: PUT",
        "Origin: https://a.example\r\nOrigin: https://b.example\r\nAccess-Control-Request-Method: X",
        "Origin: https://front.example.org\r\nAccess_Control_Request_Method: PUT"
      })
  @Shows(Attack.H02)
  default void h02OptionsThatIsNoPreflightNeedsACaller(String lines) {
    Answer answer = http().line(lines).send("OPTIONS", "/closed", "");

    assertThat(answer.status()).isIn(400, 401);
    assertThat(answer.header("x-filtered")).isEmpty();
  }

  @Test
  @Shows({Attack.G01, Attack.H02})
  default void g01APreflightOpensNoWebSocket() {
    Answer answer =
        preflight()
            .line("Connection: Upgrade")
            .header("Upgrade", "websocket")
            .send("OPTIONS", "/closed", "");

    assertThat(answer.status()).isIn(400, 403);
    assertThat(answer.header("x-filtered")).isEmpty();
  }
}
