// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.ServletServer;
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
    server.deploy("answers", CacheCases.withFiles(ServletServer.war(AnswersIT.classes())));
    server.deploy(
        "error-pages",
        CacheCases.withFiles(ServletServer.war(AnswersIT.classes()))
            .addClasses(ErrorPagesIT.classes())
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
  class OwnAnswers implements AnswerCases, CacheCases {
    @Override
    public Http http() {
      return server.http("/answers");
    }
  }

  @Nested
  class ErrorPages implements ErrorPageCases, FilteredCacheCases {
    @Override
    public Http http() {
      return server.http("/error-pages");
    }
  }
}
