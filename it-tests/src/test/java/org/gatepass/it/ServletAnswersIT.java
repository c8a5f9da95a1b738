// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.answers.ErrorPageServlet;
import org.gatepass.it.answers.ProtectedErrorPageServlet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Answers on servers without Jakarta Security. */
@Tag("servlets")
class ServletAnswersIT {
  @TempDir static Path folder;

  private static ServletServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = ServletServer.start(folder, Map.of());
    server.deploy("answers", ServletServer.war(AnswersIT.classes()).setWebXML("small-web.xml"));
    server.deploy(
        "error-pages",
        ServletServer.war(AnswersIT.classes())
            .addClasses(ErrorPageServlet.class, ProtectedErrorPageServlet.class)
            .setWebXML("error-pages-web.xml"));
    server.awaitStatus(server.http("/answers"), "/open", 200);
    server.awaitStatus(server.http("/error-pages"), "/open", 200);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Nested
  class OwnAnswers implements AnswerCases {
    @Override
    public Http http() {
      return server.http("/answers");
    }
  }

  @Nested
  class ErrorPages implements ErrorPageCases {
    @Override
    public Http http() {
      return server.http("/error-pages");
    }
  }
}
