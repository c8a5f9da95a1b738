// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** {@code deploy/nginx/auth-request.conf}: nginx asks an authentication server. */
class NginxAuthRequestIT extends GatewayProbes {
  private final AuthenticationServer authentication;

  NginxAuthRequestIT() throws IOException {
    authentication = new AuthenticationServer();
  }

  @AfterAll
  void stopAuthentication() {
    authentication.close();
  }

  @Override
  Path program() {
    return Nginx.PROGRAM;
  }

  @Override
  Gateway start(Path folder, int applicationPort) throws IOException, InterruptedException {
    return Nginx.start(
        "auth-request.conf",
        folder,
        applicationPort,
        Map.of("server 127.0.0.1:9091;", "server 127.0.0.1:" + authentication.port() + ";"));
  }

  @Test
  void namesNobodyWhomTheAuthenticationServerDoesNotName() {
    Answer answer =
        somebody()
            .header("Authorization", password("bypass", "bypass"))
            .header("remote-user", "carol")
            .get("/api/whoami");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().isNull("caller")).isTrue();
  }

  @Test
  void sendsPeopleToThePageWhereTheySignIn() {
    Answer answer = somebody().get("/sso-login?next=/");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("location").orElseThrow()).startsWith("https://auth.example.org/");
    assertThat(signedIn("dora").get("/sso-login?next=/").status()).isEqualTo(303);
  }
}
