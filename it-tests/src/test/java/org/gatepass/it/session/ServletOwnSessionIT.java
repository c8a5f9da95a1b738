// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.owned.OwnedHeaderOnlySecurity;
import org.gatepass.it.app.owned.OwnedLoginPathSecurity;
import org.gatepass.it.app.owned.OwnedPersistentSecurity;
import org.gatepass.it.app.owned.OwnedSecurity;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
import org.gatepass.it.server.ServletServer;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A session belongs to one caller, on servers without Jakarta Security. */
@Tag("servlets")
@Tag("core")
class ServletOwnSessionIT {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, Map.of("gatepass.integration", "MODULE"));
    server.deploy("owned", war(OwnedSecurity.class));
    server.deploy("persistent", war(OwnedPersistentSecurity.class));
    server.deploy("header-only", war(OwnedHeaderOnlySecurity.class));
    server.deploy("login-path", war(OwnedLoginPathSecurity.class));
    for (String path : List.of("/owned", "/persistent", "/login-path")) {
      server.awaitStatus(server.http(path), "/session/none", 200);
    }
    server.awaitStatus(server.http("/header-only"), "/session/none", 401);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebArchive war(Class<?> security) {
    WebArchive war = ServletServer.war(OwnSessionIT.classes()).addClass(security);
    if (security == OwnedHeaderOnlySecurity.class) {
      // The default web.xml has an error page for each status, and the page uses the session.
      return war;
    }
    return war.setWebXML("owned-web.xml");
  }

  @Test
  @EnabledIfSystemProperty(
      named = "server.profile",
      matches = "tomcat.*",
      disabledReason = "Only Tomcat has a user of its own here.")
  void assignsTheSessionToTheCallerOfTheContainersLogin() {
    Http http = server.http("/owned");
    String basket = http.get("/session/write?note=t1").lastSessionCookie().orElseThrow();

    Answer login = http.header("Cookie", basket).get("/session/login?note=t2");
    assertThat(login.status()).as(login.body()).isEqualTo(200);
    assertThat(login.header("x-caller")).contains("container");
    String entered = login.lastSessionCookie().orElseThrow();

    for (String cookie : List.of(basket, entered)) {
      Answer alices =
          http.header("remote-user", "alice").header("Cookie", cookie).get("/session/read");
      assertThat(alices.header("x-caller")).contains("alice");
      assertThat(alices.body()).isEqualTo("-,-");
    }
  }

  @Nested
  class EachRequest implements OwnSessionCases, OwnSessionDefaultCases {
    @Override
    public Http http() {
      return server.http("/owned");
    }
  }

  @Nested
  class Persistent implements OwnSessionCases, OwnSessionPersistentCases {
    @Override
    public Http http() {
      return server.http("/persistent");
    }
  }

  @Nested
  class HeaderOnly implements OwnSessionHeaderOnlyCases {
    @Override
    public Http http() {
      return server.http("/header-only");
    }
  }

  @Nested
  class LoginPath implements OwnSessionLoginPathCases {
    @Override
    public Http http() {
      return server.http("/login-path");
    }
  }
}
