// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Chromium;
import org.gatepass.it.client.Http;
import org.gatepass.it.peer.Gateway;
import org.gatepass.it.peer.GatewayDemo;
import org.gatepass.it.peer.Keycloak;
import org.openqa.selenium.OutputType;

/** Steps that the tests of gateways with Keycloak share. */
final class KeycloakRound {
  /** The recipes' site. */
  static final String SITE = "https://" + GatewayDemo.SITE;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private KeycloakRound() {}

  /** A client of the site at a gateway. */
  static Http client(SSLContext tls, Gateway target) {
    return Http.overTls(tls, GatewayDemo.SITE, target.tlsPort()).header("Host", GatewayDemo.SITE);
  }

  /** The time until a condition holds. */
  static Duration timeUntil(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** A browser that accepts the certificate of the tests. */
  static Browser browser() {
    Browser browser = Browser.on(SITE);
    browser
        .driver()
        .executeCdpCommand("Security.setIgnoreCertificateErrors", Map.of("ignore", true));
    return browser;
  }

  /** Opens a page in a browser, and logs a person in at the provider, to which it leads. */
  static Browser browserAt(String path, String person) {
    Browser browser = browser();
    browser.open(path);
    browser.find("#username").sendKeys(person);
    browser.find("#password").sendKeys(Keycloak.password(person));
    browser.find("#kc-login").click();
    return browser;
  }

  /**
   * Logs a person in on the provider's page, and out at both ends.
   *
   * @param shown the name that the page shows
   * @param asked the page that needs a login
   * @param arrives the page after the login
   * @param screenshot a file below the build's folder
   */
  static void leadABrowserInAndOut(
      Keycloak keycloak,
      String person,
      String shown,
      String asked,
      String arrives,
      String screenshot)
      throws IOException {
    try (Browser browser = browserAt(asked, person)) {
      Chromium.patiently()
          .withMessage(() -> browser.driver().getCurrentUrl() + "\n" + browser.text())
          .until(anyDriver -> browser.has("#who"));
      assertThat(browser.find("#who").getText()).isEqualTo(shown);
      assertThat(browser.path()).isEqualTo(arrives);
      Files.write(
          Path.of("target", screenshot), browser.driver().getScreenshotAs(OutputType.BYTES));

      browser.find("form[action='/logout'] button").click();
      // The page needs a login again, and the provider asks for the password: both sessions ended.
      browser.find("#password");
      assertThat(browser.driver().getCurrentUrl()).startsWith(keycloak.site());
    }
  }
}
