// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import org.gatepass.it.app.directory.OwnHandler;
import org.gatepass.it.app.directory.OwnHandlerSecurity;
import org.gatepass.it.app.own.CallerServlet;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.app.small.LoginServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.Difference;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** An application with identity stores and an {@code IdentityStoreHandler} of its own. */
@ArquillianTest
class OwnHandlerIT {
  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.mechanismAlone(
        "handler.war",
        OwnHandlerSecurity.class,
        OwnHandler.class,
        MemoryStore.class,
        MemoryStore.Account.class,
        CallerServlet.class,
        LoginServlet.class);
  }

  private Http http() {
    return Http.to(base, "/handler");
  }

  @Test
  void isCalledInPlaceOfTheStores() {
    assertThat(http().header("remote-user", "alice").get("/caller").json().getString("groups"))
        .isEqualTo("of-the-handler");
    // In the store, bob is inactive.
    assertThat(http().header("remote-user", "bob").get("/caller").json().getString("name"))
        .isEqualTo("bob");
  }

  @Test
  void endsALoginThatItDoesNotValidateAgain() {
    Answer login =
        http()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/enter", "name=alice&password=alice-secret");
    assertThat(login.body()).isEqualTo(Difference.welcome("alice"));

    Http session = http().header("Cookie", login.sessionCookie().orElseThrow());

    assertThat(session.get("/caller").json().getString("rejected")).isEqualTo("SESSION_ENDED");
  }
}
