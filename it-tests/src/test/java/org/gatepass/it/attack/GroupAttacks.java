// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatepass.it.attack.Attack.*;
import static org.gatepass.it.attack.AttackedDemo.assertCaller;
import static org.gatepass.it.attack.AttackedDemo.assertForbidden;
import static org.gatepass.it.attack.AttackedDemo.assertMalformed;
import static org.gatepass.it.attack.AttackedDemo.assertUnauthenticated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.ImpossibleWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights that a header gives: those of the mapping, and only to existing accounts. */
interface GroupAttacks extends AttackedDemo {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "administrator",
        "Administrator",
        "user,administrator",
        "IDP-ADMINS",
        "idp-admin",
        "idp-admins-2",
        "*",
        "**",
        "crew",
        "idp-admins=administrator",
        "role:administrator",
        "(null)",
        "-"
      })
  @Shows({D01, K12})
  default void d01AGroupOutsideTheMappingDoesNotCount(String groups) {
    Http alice = named("alice").header("remote-groups", groups);

    assertCaller(alice, "alice", "user");
    assertThat(alice.get("/api/users").status()).isEqualTo(403);
  }

  @Test
  @Shows({D01, K12})
  default void d01AMappedGroupIsARole() {
    Http alice = named("alice").header("remote-groups", "x,idp-admins,staff");

    assertCaller(alice, "alice", "administrator", "crew", "user");
    assertThat(alice.get("/api/users").status()).isEqualTo(200);
  }

  @Test
  @Shows(D01)
  default void d01GroupsWithoutATrustedNameGiveNothing() {
    assertUnauthenticated(proxy().header("remote-groups", "idp-admins"));
    assertUnauthenticated(named("").header("remote-groups", "idp-admins"));
    assertUnauthenticated(
        named("alice").header("remote-groups", "idp-admins").from(Http.UNTRUSTED));
    assertUnauthenticated(
        http().header("remote-user", "alice").header("remote-groups", "idp-admins"));
  }

  @Test
  @Shows(D01)
  default void d01GroupsOfAHeaderDoNotJoinAPasswordLogin() {
    Http session = http().header("cookie", cookieOfDora());

    AttackedDemo.assertDora(session.header("remote-groups", "idp-admins"));
    AttackedDemo.assertDora(
        session.header(SECRET_HEADER, NEW_SECRET).header("remote-groups", "idp-admins"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x;idp-admins",
        "x|idp-admins",
        "x%2Cidp-admins",
        "x\\,idp-admins-2",
        "\"x,idp-admins\"",
        "idp-admins;x",
        "idp admins",
        "x idp-admins",
        "&#44;idp-admins",
        "cn=x\\2Cidp-admins"
      })
  @Shows(D02)
  default void d02OtherSeparatorsAreOrdinaryCharacters(String groups) {
    assertCaller(named("alice").header("remote-groups", groups), "alice", "user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x, idp-admins", "x ,idp-admins", "x,\tidp-admins", "idp-admins ,x"})
  @Shows(D02)
  default void d02BlanksAroundAGroupAreNoPartOfIt(String groups) {
    assertCaller(named("alice").header("remote-groups", groups), "alice", "administrator", "user");
  }

  @ParameterizedTest
  @CsvSource({"staff, idp-admins", "idp-admins, staff", "staff, staff", "'', idp-admins"})
  @Shows(D03)
  default void d03TwoLinesOfGroupsAreMalformed(String first, String second) {
    assertMalformed(named("alice").header("remote-groups", first).header("remote-groups", second));
  }

  @Test
  @Shows(D04)
  default void d04GroupsGoWithTheirHeader() {
    assertCaller(
        named("alice").header("remote-groups", "idp-admins"), "alice", "administrator", "user");
    assertCaller(named("alice"), "alice", "user");
    assertCaller(named("alice").header("remote-groups", ""), "alice", "user");
    assertThat(named("alice").get("/api/users").status()).isEqualTo(403);
  }

  @Test
  @Shows(D05)
  default void d05AHeaderMakesNoAccount() {
    assertForbidden(named("mallory").header("remote-groups", "idp-admins"));
    assertForbidden(named("mallory").header("remote-groups", "idp-admins"));
    assertThat(account("mallory")).isEmpty();
  }

  @Test
  @Shows(D07)
  default void d07AHeaderMakesNoAccountActiveAgain() {
    assertForbidden(named("bob").header("remote-groups", "idp-admins,staff"));
    JsonObject bob = account("bob").orElseThrow();
    assertThat(bob.getBoolean("active")).isFalse();
    assertThat(bob.getJsonArray("groups")).isEqualTo(Json.createArrayBuilder().add("user").build());
  }

  @Test
  @Shows(D08)
  default void d08ALocalAdministratorIsRejectedByHeader() {
    assertForbidden(named("admin"));
    assertForbidden(named("admin").header("remote-groups", "idp-admins"));
  }

  @Test
  @Shows(D09)
  default void d09NothingIsRememberedUnderAJoinedKey() {
    for (int i = 0; i < 3; i++) {
      assertCaller(
          named("alice").header("remote-groups", "idp-admins"), "alice", "administrator", "user");
      assertForbidden(named("aliceidp-admins"));
      assertForbidden(named("ali").header("remote-email", "ce"));
      assertForbidden(named("ali").header("remote-name", "ce"));
      assertCaller(named("alice").header("remote-name", "idp-admins"), "alice", "user");
      assertCaller(named("alice").header("remote-email", "idp-admins"), "alice", "user");
      assertForbidden(named("ca").header("remote-groups", "rol"));
      assertCaller(named("carol"), "carol", "administrator", "user");
      assertCaller(named("alice"), "alice", "user");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/users",
    "PUT, /api/users/admin/password",
    "PATCH, /api/users/admin",
    "DELETE, /api/users/admin"
  })
  @ImpossibleWith(Difference.NO_ACCOUNTS_OF_OURS)
  @Shows(D11)
  default void d11AHeaderAdministratorChangesNoLocalAdministrator(String method, String path) {
    String body =
        switch (method) {
          case "DELETE" -> "";
          case "PUT" -> "{\"password\":\"taken-over-1\"}";
          default ->
              "{\"name\":\"admin\",\"password\":\"taken-over-1\",\"groups\":[\"administrator\"]}";
        };
    Answer answer =
        named("carol").header("content-type", "application/json").send(method, path, body);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().getString("reason")).contains("local administrator");
    assertThat(login(somebody(), "admin", System.getProperty("admin.password")).status())
        .isEqualTo(204);
    assertThat(login(somebody(), "admin", "taken-over-1").status()).isEqualTo(401);
  }
}
