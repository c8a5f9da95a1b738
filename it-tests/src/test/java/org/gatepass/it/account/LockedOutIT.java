// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URL;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The recovery access after a mistake: headers are switched off, and an administrator has a
 * password.
 */
@ArquillianTest
class LockedOutIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    // The mistake may be a setting that is invalid.
    return Wars.demo(
        Map.of(
            "gatepass.enabled", "false",
            "gatepass.fallback", "FORM",
            "gatepass.trusted-proxies", "10.0.0.300"));
  }

  private Http http() {
    return Http.to(base, "");
  }

  private Answer login(Http http, String name, String password) {
    return http.postJson(
        "/api/login",
        Json.createObjectBuilder().add("name", name).add("password", password).build());
  }

  @Test
  void acceptsThePasswordOfAnAdministrator() {
    Answer login = login(http(), "admin", System.getProperty("admin.password"));
    assertThat(login.status()).isEqualTo(204);

    Http admin = http().header("Cookie", login.sessionCookie().orElseThrow());
    Answer answer = admin.get("/api/me");
    assertThat(answer.json().getString("caller")).isEqualTo("admin");
    assertThat(answer.json().getString("authenticatedBy")).isEqualTo("PASSWORD");
    assertThat(admin.get("/api/users").status()).isEqualTo(200);
  }

  @Test
  void renamesAnAdministrator() {
    Http admin =
        http()
            .header(
                "Cookie",
                login(http(), "admin", System.getProperty("admin.password"))
                    .sessionCookie()
                    .orElseThrow())
            .header("Content-Type", "application/json");
    admin.send(
        "POST",
        "/api/users",
        "{\"name\":\"root\",\"groups\":[\"administrator\"],\"password\":\"root-secret-1\"}");
    assertThat(login(http(), "root", "root-secret-1").status()).isEqualTo(204);

    assertThat(admin.send("PUT", "/api/users/root/name", "{\"name\":\"ruth\"}").status())
        .isEqualTo(200);

    assertThat(login(http(), "root", "root-secret-1").status()).isEqualTo(401);
    Http ruth =
        http()
            .header("Cookie", login(http(), "ruth", "root-secret-1").sessionCookie().orElseThrow());
    assertThat(ruth.get("/api/users").status()).isEqualTo(200);
  }

  @Test
  void readsNoHeader() {
    for (String address : new String[] {Http.TRUSTED, Http.UNTRUSTED}) {
      Http alice = http().from(address).header("remote-user", "alice");
      assertThat(alice.get("/api/me").status()).isEqualTo(401);
      assertThat(alice.get("/api/whoami").json().isNull("caller")).isTrue();
      // A malformed one is ignored too, and no header prevents a password login.
      Http twice = alice.header("remote-user", "carol");
      assertThat(login(twice, "dora", "dora-secret-1").status()).isEqualTo(204);
    }
  }
}
