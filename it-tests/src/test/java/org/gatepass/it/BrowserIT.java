// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Map;
import org.gatepass.it.Browser.Screen;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The demo's pages in a browser, with password login. */
@ArquillianTest
@Tag("pages")
class BrowserIT {
  private static final String NOBODY = "You are not signed in";
  private static final String NOT_ADMITTED = "Your account is not admitted here.";

  @ArquillianResource URL base;

  private Browser browser;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(Map.of("gatepass.trusted-proxies", Http.TRUSTED, "gatepass.fallback", "FORM"));
  }

  @BeforeEach
  void openTheBrowser() {
    browser = Browser.on("http://127.0.0.1:" + base.getPort());
  }

  @AfterEach
  void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private void signIn() {
    browser.open("/login");
    browser.find("#name").sendKeys("dora");
    browser.find("#password").sendKeys("dora-secret-1");
    browser.find("#submit").click();
    browser.awaitPath("/");
  }

  private void assertNothingPrivate() {
    browser.awaitText(NOBODY);
    assertThat(browser.text()).doesNotContainIgnoringCase("dora");
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void showsTheNameAfterSigningIn(Screen screen) {
    browser.with(screen);

    signIn();

    assertThat(browser.find("#who").getText()).isEqualTo("Dora");
    assertThat(browser.text()).contains("Signed in by password", "dora@example.org");
    browser.assertFitsTheScreen();
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void showsNothingPrivateAfterSigningOut(Screen screen) {
    browser.with(screen);
    signIn();

    browser.find("form[action='/logout'] button").click();
    browser.awaitText(NOBODY);

    assertNothingPrivate();
    browser.reload();
    assertNothingPrivate();
  }

  /**
   * Chromium keeps whole pages to go back to, even those that are not to be stored, until a cookie
   * of their site changes.
   */
  @Test
  void showsNothingPrivateByTheBackButtonAfterSigningOut() {
    signIn();
    browser.mark();
    browser.find("a[href='/api/me']").click();
    browser.awaitPath("/api/me");
    assertThat(browser.text()).contains("dora");
    browser.back();
    browser.awaitPath("/");
    assertThat(browser.isMarked()).as("this browser keeps pages").isTrue();

    browser.find("form[action='/logout'] button").click();
    browser.awaitText(NOBODY);
    browser.back();

    assertNothingPrivate();
    assertThat(browser.isMarked()).isFalse();
    browser.open("/api/me");
    browser.awaitPath("/login?next=%2Fapi%2Fme");
  }

  @Test
  void goesOnToThePageThatRequiredTheLogin() {
    browser.open("/api/me");
    assertThat(browser.path()).startsWith("/login?next=");

    browser.find("#name").sendKeys("dora");
    browser.find("#password").sendKeys("dora-secret-1", Keys.ENTER);

    browser.awaitPath("/api/me");
    assertThat(browser.text()).contains("\"caller\":\"dora\"");
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void showsThatThePasswordIsWrongAndAcceptsAnother(Screen screen) {
    browser.with(screen).open("/login");

    browser.find("#name").sendKeys("dora");
    browser.find("#password").sendKeys("wrong", Keys.ENTER);

    assertThat(browser.find("[role=alert]").getText()).isEqualTo("Name or password is wrong.");
    assertThat(browser.find("#name").getDomProperty("value")).isEqualTo("dora");
    assertThat(browser.find("#password").getDomProperty("value")).isEmpty();
    browser.awaitFocus("#password");
    browser.assertFitsTheScreen();
    browser.assertAccessibleInBothColours();
    browser.press("dora-secret-1", Keys.ENTER);
    browser.awaitPath("/");
    assertThat(browser.find("#who").getText()).isEqualTo("Dora");
  }

  @Test
  void needsNoMouse() {
    browser.open("/login");
    browser.awaitFocus("#name");
    browser.press("dora", Keys.TAB);
    browser.awaitFocus("#password");
    browser.press("dora-secret-1", Keys.TAB);
    browser.awaitFocus("#submit");
    browser.press(Keys.ENTER);
    browser.awaitPath("/");

    browser.tabTo("a.skip");
    browser.press(Keys.ENTER);
    browser.tabTo("a[href='/api/whoami']");
    browser.open("/");
    browser.tabTo("form[action='/logout'] button");
    browser.press(Keys.SPACE);
    browser.awaitText(NOBODY);

    browser.tabTo("a[href='/login']");
    browser.press(Keys.ENTER);
    browser.awaitPath("/login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/login", "/no-such-page"})
  void isAccessibleBeforeSigningIn(String path) {
    for (Screen screen : Screen.values()) {
      browser.with(screen).open(path);
      browser.assertFitsTheScreen();
      browser.assertAccessibleInBothColours();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/login", "/admin/"})
  void isAccessibleAfterSigningIn(String path) {
    signIn();

    for (Screen screen : Screen.values()) {
      browser.with(screen).open(path);
      browser.assertFitsTheScreen();
      browser.assertAccessibleInBothColours();
    }
  }

  /** The page is the same for an unknown caller, an inactive one, and one without header login. */
  @ParameterizedTest
  @ValueSource(strings = {"nobody-of-this-name", "bob", "admin"})
  void showsThatTheCallerOfTheGatewayIsNotAdmitted(String name) {
    browser.withHeader("remote-user", name);

    browser.open("/sso-login?next=/admin/");
    browser.awaitPath("/login?next=%2Fadmin%2F&not-admitted=1");
    assertNotAdmitted("/login?next=%2Fadmin%2F&not-admitted=1");
    assertThat(browser.has("#password")).as("a password would not be accepted").isFalse();
    browser.open("/");
    assertNotAdmitted("/");

    // Where the gateway names callers only on its login path, password login stays open.
    browser.withoutHeaders();
    browser.open("/login?next=%2Fadmin%2F&not-admitted=1");
    assertThat(browser.text()).contains(NOT_ADMITTED);
    assertThat(browser.has("#password")).isTrue();
    browser.assertAccessibleInBothColours();
  }

  private void assertNotAdmitted(String path) {
    assertThat(browser.text()).contains(NOT_ADMITTED).doesNotContain("bob", "admin ", "inactive");
    assertThat(browser.path()).isEqualTo(path);
    browser.assertFitsTheScreen();
    browser.assertAccessibleInBothColours();
  }
}
