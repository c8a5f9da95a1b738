// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ProxyHeadersTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final ProxyHeaders proxy =
      ProxyHeaders.named("x-user").withGroups("x-groups", "|").withSecret("x-secret", SECRET);

  @Test
  void namesCallerGroupsAndSecret() {
    assertThat(proxy.headers("alice", "user", "staff"))
        .containsOnly(
            entry("x-user", "alice"), entry("x-groups", "user|staff"), entry("x-secret", SECRET));
  }

  @Test
  void sendsNoGroupsHeaderWithoutGroups() {
    assertThat(proxy.headers("alice")).containsOnlyKeys("x-user", "x-secret");
  }

  @Test
  void sendsTheSecretOfAnAnonymousRequest() {
    assertThat(proxy.anonymousHeaders()).containsOnly(entry("x-secret", SECRET));
    assertThat(ProxyHeaders.named("x-user").anonymousHeaders()).isEmpty();
  }

  @Test
  void separatesGroupsByCommas() {
    assertThat(ProxyHeaders.named("u").withGroups("g").headers("alice", "a", "b"))
        .containsEntry("g", "a,b");
  }

  @Test
  void rejectsGroupsWithoutAHeader() {
    assertThatThrownBy(() -> ProxyHeaders.named("x-user").headers("alice", "user"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gatepass.groups-header");
  }

  @Test
  void rejectsAGroupThatWouldBeTwo() {
    assertThatThrownBy(() -> proxy.headers("alice", "user|staff"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contains the separator");
  }

  /** Clients of HTTP would replace the letter by a question mark, which is another name. */
  @Test
  void rejectsANameThatClientsCannotSend() {
    ProxyHeaders proxy = ProxyHeaders.named("remote-user").withGroups("remote-groups");

    assertThatThrownBy(() -> proxy.headers("Zo\u00eb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gatepass.header-encoding");
    assertThatThrownBy(() -> proxy.headers("alice", "caf\u00e9"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(proxy.headers("Zo%C3%AB")).containsEntry("remote-user", "Zo%C3%AB");
  }

  @Test
  void rejectsAnEmptySeparator() {
    assertThatThrownBy(() -> proxy.withGroups("x-groups", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsTheSecretOutOfItsText() {
    assertThat(proxy.toString()).contains("x-user", "x-secret").doesNotContain(SECRET);
  }

  @Test
  void isSentByTheClientOfJava() throws Exception {
    try (EchoServer server = EchoServer.start()) {
      HttpClient client = HttpClient.newHttpClient();
      assertThat(
              client
                  .send(
                      proxy.request(server.uri(), "alice", "user").build(), BodyHandlers.ofString())
                  .body())
          .contains("x-user=[alice]", "x-groups=[user]", "x-secret=[" + SECRET + "]");
    }
  }

  @Test
  void isSentByRestAssured() throws Exception {
    try (EchoServer server = EchoServer.start()) {
      URI uri = server.uri();
      assertThat(
              RestAssured.given()
                  .headers(proxy.headers("alice", "user"))
                  .get(uri)
                  .body()
                  .asString())
          .contains("x-user=[alice]", "x-groups=[user]", "x-secret=[" + SECRET + "]");
    }
  }
}
