// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallerGatewayTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private EchoServer application;
  private CallerGateway gateway;

  @BeforeEach
  void start() throws IOException {
    application = EchoServer.start();
    gateway =
        CallerGateway.start(
            application.uri(),
            ProxyHeaders.named("x-user").withGroups("x-groups").withSecret("x-secret", SECRET));
  }

  @AfterEach
  void stop() {
    gateway.close();
    application.close();
  }

  private String answer(String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri().resolve("/a?b=c"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }

  @Test
  void isAnonymousAtFirst() throws Exception {
    assertThat(answer()).contains("x-secret=[" + SECRET + "]").doesNotContain("x-user", "x-groups");
  }

  @Test
  void namesTheChosenCaller() throws Exception {
    gateway.setCaller("alice", "user", "staff");
    assertThat(answer()).contains("x-user=[alice]", "x-groups=[user,staff]");
    gateway.setCaller("bob");
    assertThat(answer()).contains("x-user=[bob]").doesNotContain("x-groups");
    gateway.setAnonymous();
    assertThat(answer()).doesNotContain("x-user");
  }

  @Test
  void removesTheIdentityHeadersOfClients() throws Exception {
    String[] forged = {"X-User", "mallory", "x_groups", "admin", "X-Secret", "guessed"};
    assertThat(answer(forged)).doesNotContain("mallory", "admin", "guessed");
    gateway.setCaller("alice");
    assertThat(answer(forged)).contains("x-user=[alice]").doesNotContain("mallory", "admin");
  }

  @Test
  void listensOnTheLoopbackAddress() {
    assertThat(gateway.uri().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void rejectsAnApplicationWithAPath() {
    assertThatThrownBy(
            () ->
                CallerGateway.start(
                    URI.create("http://127.0.0.1:8080/app"), ProxyHeaders.named("x-user")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stopsListening() {
    gateway.close();
    assertThatThrownBy(this::answer)
        .isInstanceOfAny(ConnectException.class, RuntimeException.class);
  }
}
