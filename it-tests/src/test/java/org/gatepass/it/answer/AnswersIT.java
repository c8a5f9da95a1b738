// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;
import java.util.Map;
import org.gatepass.it.app.answers.AnswersSecurity;
import org.gatepass.it.app.answers.CalledServlet;
import org.gatepass.it.app.answers.ProtectedCalledServlet;
import org.gatepass.it.app.servlets.MemoryStore;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gatepass's own answers, and the caching of the application's. */
@ArquillianTest
class AnswersIT implements AnswerCases, CacheCases {
  private static final long ALL_ASSETS = 20 * 2_000;

  /** The figure for the headers of each answer (W3C Resource Timing, {@code transferSize}). */
  private static final long SIZE_OF_HEADERS = 300;

  @ArquillianResource URL base;

  @Deployment(testable = false)
  static WebArchive war() {
    return CacheCases.withFiles(Wars.mechanismAlone("answers.war", classes()));
  }

  /** The application. */
  static Class<?>[] classes() {
    return new Class<?>[] {
      AnswersSecurity.class,
      CalledServlet.class,
      ProtectedCalledServlet.class,
      MemoryStore.class,
      MemoryStore.Account.class
    };
  }

  @Override
  public Http http() {
    return Http.to(base, "/answers");
  }

  /** A browser loads the files of a protected folder again each time. */
  @Test
  @Tag("pages")
  void loadsAPageTheSecondTimeWithoutItsFiles() {
    try (Browser browser = Browser.on("http://127.0.0.1:" + base.getPort())) {
      browser.withHeaders(
          Map.of("x-gateway-secret", AnswersSecurity.SECRET, "remote-user", "alice"));

      assertThat(bodies(browser, "/answers/files/page.html")).isGreaterThan(ALL_ASSETS);
      long second = bodies(browser, "/answers/files/page.html");
      if (CacheCases.areStorable()) {
        assertThat(second).isZero();
      } else {
        assertThat(second).isGreaterThan(ALL_ASSETS);
      }
      assertThat(bodies(browser, "/answers/files/closed/page.html")).isGreaterThan(ALL_ASSETS);
      assertThat(bodies(browser, "/answers/files/closed/page.html")).isGreaterThan(ALL_ASSETS);
    }
  }

  /** Loads a page, and counts the bytes of its images that the browser has received. */
  private static long bodies(Browser browser, String page) {
    browser.open("/answers/open").open(page);
    List<?> sizes =
        (List<?>)
            browser
                .driver()
                .executeScript(
                    "return performance.getEntriesByType('resource')"
                        + ".filter(entry => entry.name.endsWith('.svg'))"
                        + ".map(entry => entry.transferSize)");
    assertThat(sizes).hasSize(ASSETS);
    return sizes.stream()
        .mapToLong(size -> Math.max(0, ((Number) size).longValue() - SIZE_OF_HEADERS))
        .sum();
  }
}
