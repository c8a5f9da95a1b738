// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The proxy is the only way to log in, as in GovReady-Q; every other login is closed. */
@ArquillianTest
class ExclusiveIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(Map.of("gatepass.trusted-proxies", Http.TRUSTED, "gatepass.fallback", "NONE"));
  }

  private Http http() {
    return Http.to(base, "");
  }

  @Test
  void authenticatesCallersOfTheProxy() {
    Http alice = http().header("remote-user", "alice");

    assertThat(alice.get("/api/me").json().getString("caller")).isEqualTo("alice");
  }

  @Test
  void closesTheLoginByPassword() {
    for (String name : new String[] {"dora", "admin"}) {
      String password =
          name.equals("dora") ? "dora-secret-1" : System.getProperty("admin.password");
      Answer answer =
          http()
              .postJson(
                  "/api/login",
                  Json.createObjectBuilder().add("name", name).add("password", password).build());
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.sessionCookie()).isEmpty();
      byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
      Http basic =
          http().header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
      assertThat(basic.get("/api/me").status()).isEqualTo(401);
    }
  }

  @Test
  @ImpossibleWith(Difference.NO_FACES_4)
  void showsNoFormAndRedirectsToNone() {
    assertThat(http().get("/login").status()).isEqualTo(404);
    Answer answer = http().header("Accept", "text/html").get("/api/me");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("location")).isEmpty();
    assertThat(answer.header("www-authenticate").orElseThrow()).startsWith("Gatepass ");
  }

  /** One page for all reasons. */
  @Test
  void showsOnTheLoginPathThatACallerIsNotAdmitted() {
    List<String> pages = new ArrayList<>();
    for (String name : List.of("nobody-of-this-name", "bob", "admin")) {
      Answer answer = http().header("remote-user", name).get("/sso-login?next=/");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body())
          .contains("Your account is not admitted here")
          .doesNotContainPattern("\\b" + name + "\\b");
      pages.add(answer.body());
    }
    assertThat(new HashSet<>(pages)).hasSize(1);
    assertThat(http().get("/sso-login?next=/").status()).isEqualTo(401);
  }
}
