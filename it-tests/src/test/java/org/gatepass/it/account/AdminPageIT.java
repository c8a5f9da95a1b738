// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.gatepass.it.client.Browser;
import org.gatepass.it.client.Browser.Screen;
import org.gatepass.it.client.Chromium;
import org.gatepass.it.client.Http;
import org.gatepass.it.client.Http.Answer;
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
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The administrators' page in a browser, for carol (by header) and the local administrator. */
@ArquillianTest
@Tag("pages")
class AdminPageIT {
  private static final int NUMBERED = 60;

  @ArquillianResource URL base;

  private Browser browser;

  @Deployment(testable = false)
  static WebArchive war() {
    return Wars.demo(Map.of("gatepass.trusted-proxies", Http.TRUSTED));
  }

  @BeforeEach
  void openTheBrowser() {
    if (carol().get("/api/users/numbered-1").status() == 404) {
      for (int i = 1; i <= NUMBERED; i++) {
        given("numbered-" + i, "");
      }
    }
    browser = Browser.on("http://127.0.0.1:" + base.getPort()).with(Screen.DESKTOP);
  }

  @AfterEach
  void closeTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private Http carol() {
    return Http.to(base, "").header("remote-user", "carol");
  }

  private void given(String name, String more) {
    Answer answer =
        carol()
            .header("Content-Type", "application/json")
            .send("POST", "/api/users", "{\"name\":\"" + name + "\"" + more + "}");
    assertThat(answer.status()).isIn(201, 409);
  }

  private JsonObject account(String name) {
    return carol().get("/api/users/" + name).json();
  }

  /** As the gateway would: each request of the browser names carol. */
  private void openAsCarol() {
    browser.driver().executeCdpCommand("Network.enable", Map.of());
    browser
        .driver()
        .executeCdpCommand(
            "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("remote-user", "carol")));
    openPage();
  }

  private void openAsLocalAdministrator() {
    browser.open("/login?next=/admin/");
    browser.find("#name").sendKeys("admin");
    browser.find("#password").sendKeys(System.getProperty("admin.password"), Keys.ENTER);
    browser.awaitPath("/admin/");
    awaitRows();
  }

  private void openPage() {
    browser.open("/admin/");
    awaitRows();
  }

  private void awaitRows() {
    browser.find("#rows tr");
  }

  private void await(String what, BooleanSupplier condition) {
    Chromium.patiently().withMessage(what).until(anyDriver -> condition.getAsBoolean());
  }

  private void search(String text, String found) {
    WebElement query = browser.find("#query");
    query.clear();
    query.sendKeys(text);
    await("the list", () -> browser.has("#list[aria-busy=false]"));
    assertThat(browser.find("#found").getText()).isEqualTo(found);
  }

  private String row(String name) {
    return browser
        .find("#rows")
        .findElement(By.xpath(".//tr[.//button[@data-edit='" + name + "']]"))
        .getText();
  }

  private void edit(String name) {
    browser.find("[data-edit='" + name + "']").click();
    await("the dialog", () -> browser.has("#account[open]"));
  }

  private void type(String selector, String text) {
    WebElement field = browser.find(selector);
    field.clear();
    field.sendKeys(text);
  }

  // Finding accounts.

  @Test
  void isOfferedToAdministratorsOnTheFrontPage() {
    openAsCarol();
    browser.open("/");

    browser.find("a[href='/admin/']").click();

    browser.awaitPath("/admin/");
    browser.awaitText("numbered-1");
  }

  /** An address with the password for the gateway, as people write it. */
  @Test
  void worksAtAnAddressWithNameAndPassword() {
    openAsCarol();
    browser.open("/");

    browser.driver().get("http://carol:carol-gate-1@127.0.0.1:" + base.getPort() + "/admin/");

    browser.awaitText("numbered-1");
  }

  @Test
  void showsAccountsAndTheirKindsOfLogin() {
    openAsCarol();

    search("dora", "1 account");

    assertThat(row("dora")).contains("Dora", "dora@example.org", "user", "header, password");
    search("bob@", "1 account");
    assertThat(row("bob")).contains("inactive", "never");
    search("carol", "1 account");
    assertThat(row("carol")).contains("you", "administrator").doesNotContain("never");
  }

  @Test
  void showsThatNothingWasFound() {
    openAsCarol();

    search("no-such-account", "No accounts found");

    assertThat(browser.has("#rows tr")).isFalse();
  }

  @Test
  void turnsPages() {
    openAsCarol();
    search("numbered", "1–25 of 60 accounts");
    assertThat(browser.find("#previous").isEnabled()).isFalse();

    browser.find("#next").click();
    browser.awaitText("26–50 of 60 accounts");
    browser.find("#next").click();
    browser.awaitText("51–60 of 60 accounts");
    assertThat(browser.find("#next").isEnabled()).isFalse();
    browser.awaitFocus("#page"); // it is not lost

    type("#page", "2" + Keys.ENTER);
    browser.awaitText("26–50 of 60 accounts");
  }

  // Changing them.

  @Test
  void createsAnAccount() {
    openAsCarol();
    browser.find("#create").click();
    browser.awaitFocus("#account-name");

    type("#account-name", "paula");
    type("#account-displayName", "Paula P.");
    type("#account-email", "paula@example.org");
    type("#account-groups", "user\ncrew\n");
    browser.find("#save").click();

    browser.awaitText("Created paula.");
    JsonObject paula = account("paula");
    assertThat(paula.getString("displayName")).isEqualTo("Paula P.");
    assertThat(paula.getString("email")).isEqualTo("paula@example.org");
    assertThat(paula.getJsonArray("groups")).hasToString("[\"crew\",\"user\"]");
    assertThat(paula.getBoolean("active")).isTrue();
    assertThat(paula.getBoolean("loginByHeader")).isTrue();
    assertThat(paula.getBoolean("local")).isFalse();
  }

  @Test
  void showsInTheFormWhatIsWrong() {
    openAsCarol();
    browser.find("#create").click();
    type("#account-name", "alice");
    browser.find("#save").click();
    browser.awaitText("There is an account of this name.");

    type("#account-name", "quentin");
    type("#account-email", "nowhere");
    browser.find("#save").click();

    browser.awaitText("E-mail is not an e-mail address.");
    browser.awaitFocus("#account-email");
    assertThat(browser.find("#account-email").getDomAttribute("aria-invalid")).isEqualTo("true");
    browser.assertAccessible();
    type("#account-email", "quentin@example.org");
    browser.find("#save").click();
    browser.awaitText("Created quentin.");
  }

  @Test
  void changesOnlyWhatThePersonHasChanged() {
    given("rosa", ",\"email\":\"rosa@example.org\",\"groups\":[\"user\"]");
    openAsCarol();
    search("rosa", "1 account");
    edit("rosa");
    carol()
        .header("Content-Type", "application/json")
        .send("PATCH", "/api/users/rosa", "{\"groups\":[\"user\",\"crew\"]}");

    type("#account-displayName", "Rosa R.");
    browser.find("#save").click();

    browser.awaitText("Saved rosa.");
    browser.awaitFocus("[data-edit=rosa]");
    assertThat(row("rosa")).contains("Rosa R.", "crew");
    assertThat(account("rosa").getString("email")).isEqualTo("rosa@example.org");
  }

  @Test
  void deactivatesAndActivates() {
    given("sam", ",\"loginByHeader\":true");
    openAsCarol();
    search("sam", "1 account");

    browser.find("[data-toggle=sam]").click();
    browser.awaitText("sam is inactive now.");
    await("the row", () -> row("sam").contains("inactive"));
    assertThat(account("sam").getBoolean("active")).isFalse();

    browser.find("[data-toggle=sam]").click();
    browser.awaitText("sam is active now.");
    assertThat(account("sam").getBoolean("active")).isTrue();
  }

  @Test
  void setsAndRemovesAPassword() {
    given("tina", "");
    openAsCarol();
    search("tina", "1 account");
    edit("tina");
    assertThat(browser.text()).contains("This account has no password.");
    type("#new-password", "short");
    browser.find("#set-password").click();
    browser.awaitText("New password has not 8 to 1,024 characters.");

    type("#new-password", "long-enough-1");
    browser.find("#set-password").click();
    browser.awaitText("tina has a new password.");
    assertThat(account("tina").getBoolean("local")).isTrue();

    assertThat(account("tina").getBoolean("passwordChangeRequired")).isFalse();

    await("the row", () -> row("tina").contains("password"));
    edit("tina");
    browser.find("#change-required").click();
    type("#new-password", "long-enough-2");
    browser.find("#set-password").click();
    await("the change", () -> account("tina").getBoolean("passwordChangeRequired"));

    openPage();
    search("tina", "1 account");
    edit("tina");
    assertThat(browser.find("#change-required").isSelected()).isTrue();
    browser.find("#remove-password").click();
    browser.awaitText("tina has no password now.");
    assertThat(account("tina").getBoolean("local")).isFalse();
  }

  @Test
  void showsBindsAndResetsAStableId() {
    given("yara", ",\"stableId\":\"<b>id of yara</b>\"");
    given("yves", ",\"stableId\":\"id-of-yves\"");
    openAsCarol();
    search("yara", "1 account");
    edit("yara");
    assertThat(browser.find("#account-stableId").getDomProperty("value"))
        .isEqualTo("<b>id of yara</b>");
    assertThat(browser.has("#account b")).isFalse();
    type("#account-stableId", "id-of-yves");
    browser.find("#save").click();
    browser.awaitText("Another account is bound to this stable id.");

    type("#account-stableId", "id-of-yara");
    browser.find("#save").click();
    browser.awaitText("Saved yara.");
    await("the id", () -> account("yara").get("stableId").toString().equals("\"id-of-yara\""));

    edit("yara");
    assertThat(browser.find("#account-stableId").getDomProperty("value")).isEqualTo("id-of-yara");
    browser.find("#account-stableId").clear();
    browser.find("#save").click();
    await("the reset", () -> account("yara").isNull("stableId"));
  }

  @Test
  void renamesAnAccount() {
    given("renata", "");
    openAsCarol();
    search("renata", "1 account");
    edit("renata");
    type("#new-name", "alice");
    browser.find("#rename").click();
    browser.awaitText("There is an account of this name.");
    type("#new-name", "renata k");
    browser.find("#rename").click();
    browser.awaitText("New name is none that a gateway could assert");

    type("#new-name", "renata.k");
    browser.find("#rename").click();
    browser.awaitText("renata is renata.k now.");

    await("the rows", () -> row("renata").contains("inactive"));
    assertThat(row("renata.k")).doesNotContain("inactive");
    assertThat(account("renata.k").getBoolean("active")).isTrue();
    edit("renata.k");
    browser.assertAccessibleInBothColours();
  }

  @Test
  void deletesAnAccountOnlyAfterAConfirmation() {
    given("udo", "");
    openAsCarol();
    search("udo", "1 account");
    edit("udo");

    browser.find("#delete").click();
    browser.awaitText("udo will be deleted");
    browser.awaitFocus("#keep");
    browser.assertAccessibleInBothColours();
    browser.press(Keys.ENTER);
    assertThat(browser.has("#confirmation[open]")).isFalse();
    assertThat(carol().get("/api/users/udo").status()).isEqualTo(200);

    browser.find("#delete").click();
    browser.find("#confirm").click();
    browser.awaitText("Deleted udo.");
    browser.awaitText("No accounts found");
    assertThat(carol().get("/api/users/udo").status()).isEqualTo(404);
  }

  @Test
  void showsMarkupAsText() {
    given("vera", ",\"displayName\":\"<b onclick=1>Vera</b>\"");
    openAsCarol();

    search("vera", "1 account");

    assertThat(row("vera")).contains("<b onclick=1>Vera</b>");
    assertThat(browser.has("#rows b")).isFalse();
  }

  // Local administrators.

  @Test
  void showsLocalAdministratorsReadOnlyToHeaderAdministrators() {
    openAsCarol();
    browser.find("#administrators-tab").click();
    browser.awaitText("1 local administrator");

    assertThat(browser.text()).contains("You signed in by the gateway’s header");
    assertThat(browser.find("#create").isDisplayed()).isFalse();
    assertThat(browser.find("[data-toggle=admin]").isEnabled()).isFalse();
    edit("admin");
    assertThat(browser.text())
        .contains(
            "Only a caller who has signed in with a password may change this local administrator");
    assertThat(browser.find("#account-email").isEnabled()).isFalse();
    for (String button :
        new String[] {"#save", "#delete", "#rename", "#set-password", "#remove-password"}) {
      assertThat(browser.find(button).isDisplayed()).as(button).isFalse();
    }
    browser.assertAccessibleInBothColours();
  }

  @Test
  void rejectsALocalAdministratorMadeByAHeaderAdministrator() {
    openAsCarol();
    search("dora", "1 account");
    edit("dora");

    type("#account-groups", "administrator");
    browser.find("#save").click();

    browser.awaitText(
        "Only a caller who has signed in with a password may change a local administrator.");
    assertThat(account("dora").getJsonArray("groups")).hasToString("[\"user\"]");
  }

  @Test
  void allowsLocalAdministratorsToManageEachOtherButNotTheLast() {
    openAsLocalAdministrator();
    browser.find("#administrators-tab").click();
    browser.awaitText("1 local administrator");
    browser.find("[data-toggle=admin]").click();
    browser.awaitText("No active local administrator would be left.");

    browser.find("#create").click();
    type("#account-name", "second");
    type("#account-password", "second-admin-1");
    browser.find("#save").click();
    browser.awaitText("Created second.");
    browser.awaitText("2 local administrators");
    assertThat(account("second").getBoolean("loginByHeader")).isFalse();

    edit("second");
    browser.find("#delete").click();
    browser.find("#confirm").click();
    browser.awaitText("Deleted second.");
    browser.awaitText("1 local administrator");
  }

  @Test
  void showsAReportToCopyWithoutSecrets() {
    openAsCarol();
    browser.find("#diagnostics-tab").click();

    String report = browser.find("#report").getDomProperty("value");
    assertThat(report.lines())
        .contains(
            "peer 127.0.0.1, client 127.0.0.1",
            "trusted",
            "header remote-user (gatepass.caller-header), lines: 1");
    assertThat(report).doesNotContain("carol");

    browser.find("#diagnostics button").click();
    browser.awaitText("The report is in the clipboard.");
    assertFits();
  }

  @Test
  void goesToTheLoginWhenTheSessionHasEnded() {
    openAsLocalAdministrator();
    browser.driver().manage().deleteAllCookies();

    browser.find("#query").sendKeys("alice");

    browser.awaitPath("/login?next=%2Fadmin%2F");
  }

  /** A person cancels a dialog that is being saved, and opens it for another account. */
  @Test
  void showsWhatWasSavedAndKeepsTheDialogOfAnotherAccount() {
    given("sonja", ",\"displayName\":\"Sonja\"");
    given("sonia", ",\"displayName\":\"Sonia\"");
    openAsCarol();
    search("son", "2 accounts");
    edit("sonja");
    type("#account-displayName", "Sonja S.");
    answerAfter(2_000);
    browser.find("#save").click();
    browser.find("#cancel").click();
    edit("sonia");
    type("#account-displayName", "Sonia S.");

    browser.awaitText("Saved sonja.");
    assertThat(browser.text()).doesNotContain("Saved sonia.");
    assertThat(browser.has("#account[open]")).isTrue();
    assertThat(browser.find("#account-title").getText()).isEqualTo("sonia");
    assertThat(browser.find("#account-displayName").getDomProperty("value")).isEqualTo("Sonia S.");
    answerAfter(0);
    assertThat(account("sonja").getString("displayName")).isEqualTo("Sonja S.");
    assertThat(account("sonia").getString("displayName")).isEqualTo("Sonia");
  }

  @Test
  void namesTheAccountOfALateFailure() {
    given("tamara", ",\"displayName\":\"Tamara\"");
    given("tanja", ",\"displayName\":\"Tanja\"");
    openAsCarol();
    search("ta", "2 accounts");
    edit("tamara");
    type("#account-email", "nowhere");
    answerAfter(2_000);
    browser.find("#save").click();
    browser.find("#cancel").click();
    edit("tanja");

    browser.awaitText("tamara: \"email\" is not an e-mail address.");
    answerAfter(0);
    assertThat(browser.find("#account-error").isDisplayed()).isFalse();
    assertThat(browser.find("#account-title").getText()).isEqualTo("tanja");
  }

  /** Lets each answer take so long at least. */
  private void answerAfter(int millis) {
    browser
        .driver()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of(
                "offline",
                false,
                "latency",
                millis,
                "downloadThroughput",
                -1,
                "uploadThroughput",
                -1));
  }

  // Public.

  @Test
  void needsNoMouse() {
    given("wanda", "");
    openAsCarol();
    browser.tabTo("#users-tab");
    browser.press(Keys.ARROW_RIGHT);
    browser.awaitText("1 local administrator");
    browser.awaitFocus("#administrators-tab");
    browser.press(Keys.ARROW_LEFT);
    browser.awaitText("accounts");
    browser.awaitFocus("#users-tab");

    browser.tabTo("#query");
    browser.press("wanda");
    browser.awaitText("1 account");
    browser.tabTo("[data-edit=wanda]");
    browser.press(Keys.ENTER);
    browser.awaitFocus("#account-displayName");
    browser.press(Keys.ESCAPE);
    browser.awaitFocus("[data-edit=wanda]");

    browser.press(Keys.ENTER);
    browser.awaitFocus("#account-displayName");
    browser.press("Wanda W.", Keys.ENTER);
    browser.awaitText("Saved wanda.");
    browser.awaitFocus("[data-edit=wanda]");
    browser.tabTo("[data-toggle=wanda]");
    browser.press(Keys.SPACE);
    browser.awaitText("wanda is inactive now.");
    browser.awaitFocus("[data-toggle=wanda]");

    new Actions(browser.driver())
        .keyDown(Keys.SHIFT)
        .sendKeys(Keys.TAB)
        .keyUp(Keys.SHIFT)
        .sendKeys(Keys.ENTER)
        .perform();
    browser.awaitFocus("#account-displayName");
    browser.tabTo("#delete");
    browser.press(Keys.ENTER);
    browser.awaitFocus("#keep");
    browser.tabTo("#confirm");
    browser.press(Keys.ENTER);
    browser.awaitText("Deleted wanda.");
    browser.awaitFocus("#query");
  }

  @ParameterizedTest
  @EnumSource(Screen.class)
  void isAccessible(Screen screen) {
    browser.with(screen);
    openAsCarol();
    assertFits();

    browser.find("#create").click();
    assertFits();
    browser.press(Keys.ESCAPE);

    edit("alice");
    assertFits();
    browser.press(Keys.ESCAPE);

    browser.find("#administrators-tab").click();
    browser.awaitText("1 local administrator");
    assertFits();
  }

  private void assertFits() {
    browser.assertFitsTheScreen();
    browser.assertAccessibleInBothColours();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "dora"})
  void isForAdministratorsOnly(String name) {
    assertThat(Http.to(base, "").header("remote-user", name).get("/admin/").status())
        .isEqualTo(403);
    assertThat(Http.to(base, "").get("/admin/").status()).isEqualTo(401);
  }
}
