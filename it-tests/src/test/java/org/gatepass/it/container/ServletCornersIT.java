// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.ServletServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The corners of servers without Jakarta Security. */
@Tag("servlets")
class ServletCornersIT implements CornerCases {
  private static final String WITH_LOGIN_CONFIG = "login-config";

  /** Jetty's reason: BASIC needs users of the server. */
  private static final String NOT_DEPLOYED = "No LoginService for";

  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, Map.of());
    server.deploy("corners", ServletServer.war(CornerCases.classes()).setWebXML("corners-web.xml"));
    server.awaitStatus(server.http("/corners"), "/corner/request?way=request", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public Http http() {
    return server.http("/corners");
  }

  @Override
  public String visitLoginConfig(Function<Http, String> visit) {
    Http client = server.http("/" + WITH_LOGIN_CONFIG);
    try {
      server.deploy(WITH_LOGIN_CONFIG, CornerCases.leaveLoginConfig(ServletServer.war()));
      server.await(() -> server.log().contains(NOT_DEPLOYED) || isServed(client));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return isServed(client) ? visit.apply(client) : "not deployed";
  }

  private static boolean isServed(Http client) {
    return client.get("/open").status() == 200;
  }
}
