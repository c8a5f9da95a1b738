// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatepass.it.app.open.OpenStore;
import org.gatepass.it.app.open.PlacesServlet;
import org.gatepass.it.app.prefix.PrefixSecurity;
import org.gatepass.it.attack.Attack;
import org.gatepass.it.attack.Shows;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A public address with a path, and other origins whose pages post to the application. */
interface PathPrefixCases {
  String LOGIN = "/apps/x/login?next=%2Fapps%2Fx%2Fprotected%2Fa%3Fb%3Dc";

  /** A client of the application, at the address of the proxy. */
  Http http();

  /** The application. */
  static Class<?>[] classes() {
    return new Class<?>[] {PrefixSecurity.class, OpenStore.class, PlacesServlet.class};
  }

  private Http named(String name) {
    return http().header("remote-user", name);
  }

  @Test
  default void leadsToTheLoginPageBelowThePrefix() {
    Answer answer = http().header("Accept", "text/html").get("/protected/a?b=c");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).contains(LOGIN);
  }

  @Test
  default void boundsTheSessionCookieByThePrefix() {
    Answer answer = named("alice").get("/closed?do=note&to=x");

    assertThat(answer.headers().get("set-cookie"))
        .isNotEmpty()
        .allSatisfy(cookie -> assertThat(cookie).matches("(?i)JSESSIONID=.*; ?path=/apps/x(;.*)?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-forwarded-prefix: /evil",
        "x-forwarded-host: evil.example",
        "x-forwarded-uri: /evil",
        "x-forwarded-path: /evil",
        "x-forwarded-proto: http",
        "x-original-url: /evil",
        "x-script-name: /evil",
        "forwarded: host=evil.example;proto=http",
        "Host: evil.example"
      })
  @Shows({Attack.A04, Attack.G03})
  default void a04NoHeaderChangesThePrefix(String line) {
    assertThat(
            http()
                .line(line)
                .header("Accept", "text/html")
                .get("/protected/a?b=c")
                .header("location"))
        .contains(LOGIN);
    assertThat(named("alice").line(line).get("/closed?do=note&to=x").header("set-cookie"))
        .hasValueSatisfying(
            cookie ->
                assertThat(cookie)
                    .containsIgnoringCase("path=/apps/x")
                    .containsIgnoringCase("secure"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org, 200",
    "https://idp.example.org, 200",
    "https://front.example.org:8443, 200",
    "https://front.example.org, 403",
    "http://idp.example.org, 403",
    "https://idp.example.org:8443, 403",
    "https://x.idp.example.org, 403",
    "https://idp.example.org.evil.example, 403",
    "https://idp.example.org/, 403",
    "https://example.org/apps/x, 403",
    "https://evil.example, 403",
    "null, 403"
  })
  @Shows(Attack.G01)
  default void g01OnlyPagesOfTrustedOriginsMakeABrowserPost(String origin, int status) {
    Http page = named("alice").header("Origin", origin);

    assertThat(page.send("POST", "/closed", "").status()).isEqualTo(status);
    int acrossSites = origin.equals("https://example.org") ? 403 : status;
    for (String site : new String[] {"cross-site", "same-site"}) {
      assertThat(page.header("Sec-Fetch-Site", site).send("POST", "/closed", "").status())
          .isEqualTo(acrossSites);
    }
  }

  @Test
  @Shows(Attack.G01)
  default void g01ATrustedOriginIsOneHeaderLine() {
    Http trusted =
        named("alice")
            .header("Sec-Fetch-Site", "cross-site")
            .header("Origin", "https://idp.example.org");

    assertThat(trusted.send("POST", "/closed", "").status()).isEqualTo(200);
    for (String second : new String[] {"https://evil.example", "https://idp.example.org", "null"}) {
      assertThat(trusted.header("Origin", second).send("POST", "/closed", "").status())
          .isEqualTo(403);
    }
    assertThat(
            named("alice")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Referer", "https://idp.example.org/")
                .header("X-Origin", "https://idp.example.org")
                .send("POST", "/closed", "")
                .status())
        .isEqualTo(403);
  }
}
