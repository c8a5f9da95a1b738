// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.gatepass.it.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a recipe must stand besides when the gateway asks an authentication server. */
abstract class AuthenticationServerProbes extends GatewayProbes {
  final AuthenticationServer authentication;

  AuthenticationServerProbes() throws IOException {
    authentication = new AuthenticationServer();
  }

  @AfterAll
  void stopAuthentication() {
    authentication.close();
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
