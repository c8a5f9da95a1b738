// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.attack;

import java.io.IOException;
import java.nio.file.Path;
import org.gatepass.it.app.servlets.AdministratorsServlet;
import org.gatepass.it.app.servlets.FailureServlet;
import org.gatepass.it.app.servlets.LeaveServlet;
import org.gatepass.it.app.servlets.LoginPagesServlet;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.app.servlets.PasswordServlet;
import org.gatepass.it.app.servlets.PrivateFilter;
import org.gatepass.it.app.servlets.ServletsSecurity;
import org.gatepass.it.app.servlets.UsersServlet;
import org.gatepass.it.app.servlets.WhoAmIServlet;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.ServletServer;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The attacks of {@link AttacksIT} on servers without Jakarta Security, one server for all. */
@Tag("servlets")
@Tag("core")
@ExtendWith(AttackCount.class)
class ServletAttacksIT
    implements PeerAttacks,
        HeaderLineAttacks,
        HeaderValueAttacks,
        GroupAttacks,
        SessionAttacks,
        WebAttacks {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, SETTINGS);
    server.deploy("ROOT", war());
    server.awaitStatus(server.http(""), "/api/whoami", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static WebArchive war() {
    return ServletServer.war(
        ServletsSecurity.class,
        MemoryStore.class,
        MemoryStore.Account.class,
        WhoAmIServlet.class,
        UsersServlet.class,
        AdministratorsServlet.class,
        PasswordServlet.class,
        LeaveServlet.class,
        LoginPagesServlet.class,
        PrivateFilter.class,
        FailureServlet.class);
  }

  @Override
  public Http http() {
    return server.http("");
  }
}
