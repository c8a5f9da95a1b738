// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Locale;
import java.util.Map;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Browser.Screen;
import org.gatepass.it.client.Http;
import org.gatepass.it.server.Wars;
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
    enter("dora", "dora-secret-1");
    browser.awaitPath("/");
  }

  private void enter(String name, String password) {
    browser.find("#name").sendKeys(name);
    browser.find("#password").sendKeys(password);
    browser.find("#submit").click();
  }

  private void givenAccount(String name, String more) {
    assertThat(
            Http.to(base, "")
                .header("remote-user", "carol")
                .header("Content-Type", "application/json")
                .send(
                    "POST",
                    "/api/users",
                    "{\"name\":\"" + name + "\",\"password\":\"secret-12\"" + more + "}")
                .status())
        .isEqualTo(201);
  }

  private void changePassword(String password, String newPassword, String repeated) {
    browser.find("#password").sendKeys(password);
    browser.find("#newPassword").sendKeys(newPassword);
    browser.find("#repeated").sendKeys(repeated);
    browser.find("#submit").click();
  }

  private void assertMessage(String message) {
    browser.awaitText(message);
    assertThat(browser.find("[role=alert]").getText()).isEqualTo(message);
    assertThat(browser.find("#password").getDomProperty("value")).isEmpty();
    assertThat(browser.find("#newPassword").getDomProperty("value")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void changesThePassword(Screen screen) {
    String name = "paula-" + screen.name().toLowerCase(Locale.ROOT);
    givenAccount(name, "");
    browser.with(screen).open("/login");
    enter(name, "secret-12");
    browser.awaitPath("/");
    browser.find("a[href='/password']").click();
    browser.awaitPath("/password");
    assertThat(browser.text()).contains("You are signed in as " + name);

    changePassword("wrong", "secret-34", "secret-34");
    assertMessage("The present password is wrong.");
    browser.assertFitsTheScreen();
    browser.assertAccessibleInBothColours();
    changePassword("secret-12", "secret-34", "secret-43");
    assertMessage("The two new passwords differ.");
    changePassword("secret-12", "short", "short");
    assertMessage("The new password has not 8 to 1,024 characters.");
    changePassword("secret-12", "secret-12", "secret-12");
    assertMessage("The new password is the present password.");
    changePassword("secret-12", "secret-34", "secret-34");

    browser.awaitPath("/");
    assertThat(browser.find("#who").getText()).isEqualTo(name);
    browser.find("form[action='/logout'] button").click();
    browser.awaitText(NOBODY);
    browser.open("/login");
    enter(name, "secret-34");
    browser.awaitPath("/");
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void leadsFromTheLoginToTheChangeThatIsRequired(Screen screen) {
    String name = "petra-" + screen.name().toLowerCase(Locale.ROOT);
    givenAccount(name, ",\"passwordChangeRequired\":true");
    browser.with(screen).open("/login");

    enter(name, "secret-12");

    browser.awaitText("You must change your password before you can sign in.");
    browser.assertFitsTheScreen();
    browser.assertAccessibleInBothColours();
    browser.find("#change-password").click();
    browser.awaitPath("/password?next=%2F");
    browser.find("#name").sendKeys(name);
    changePassword("secret-12", "secret-34", "secret-34");
    browser.awaitPath("/");
    assertThat(browser.find("#who").getText()).isEqualTo(name);
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
    assertThat(browser.text()).contains("If your password has expired, change it.");
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
  @ValueSource(strings = {"/", "/login", "/password", "/no-such-page"})
  void isAccessibleBeforeSigningIn(String path) {
    for (Screen screen : Screen.values()) {
      browser.with(screen).open(path);
      browser.assertFitsTheScreen();
      browser.assertAccessibleInBothColours();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/login", "/password", "/admin/"})
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
