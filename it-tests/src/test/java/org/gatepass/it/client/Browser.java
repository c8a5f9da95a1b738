// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gatepass.it.peer.GatewayDemo;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * A tab of a headless {@link Chromium} on one site, without data of earlier tabs. It uses the
 * installed browser and driver, and downloads neither.
 */
public final class Browser implements AutoCloseable {
  private static final AtomicBoolean REPORTED = new AtomicBoolean();

  /** How wide and high a window is, in CSS pixels. */
  public enum Screen {
    DESKTOP(1280, 900),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** The colours that a person prefers, as the media feature names them. */
  enum Colours {
    LIGHT("light"),
    DARK("dark");

    private final String feature;

    Colours(String feature) {
      this.feature = feature;
    }
  }

  private final String site;
  private final ChromeDriver driver;
  private final String otherTab;

  private Browser(String site, ChromeDriver driver) {
    this.site = site;
    this.driver = driver;
    this.otherTab = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.TAB);
  }

  /**
   * Opens a browser. Without one on the machine the test is skipped, unless the system property
   * {@code browser.required} is true: then it fails.
   *
   * @param site scheme, host and port that paths are added to: 127.0.0.1, where nothing but the
   *     tests' own servers answers, or the recipes' site, which leads there
   */
  public static Browser on(String site) {
    if (!List.of("127.0.0.1", GatewayDemo.SITE).contains(URI.create(site).getHost())) {
      throw new IllegalArgumentException("not on this machine: " + site);
    }
    assumeInstalled();
    return new Browser(site, Chromium.driver());
  }

  /** Skips or fails the test on a machine without a browser, as {@link #on} does. */
  public static void assumeInstalled() {
    String missing =
        "There is no browser to test the pages with: %s and %s (Debian: chromium, chromium-driver)"
            .formatted(Chromium.PROGRAM, Chromium.DRIVER);
    boolean there = Files.isExecutable(Chromium.PROGRAM) && Files.isExecutable(Chromium.DRIVER);
    if (Boolean.getBoolean("browser.required")) {
      assertThat(there).as(missing).isTrue();
    }
    if (!there && REPORTED.compareAndSet(false, true)) {
      System.out.println("The tests of the pages are skipped. " + missing);
    }
    assumeTrue(there, missing);
  }

  public Browser with(Screen screen) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width",
            screen.width,
            "height",
            screen.height,
            "deviceScaleFactor",
            1,
            "mobile",
            screen == Screen.PHONE));
    return this;
  }

  public Browser with(Colours colours) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features", List.of(Map.of("name", "prefers-color-scheme", "value", colours.feature))));
    return this;
  }

  /** Adds a header line to each request. */
  public Browser withHeader(String name, String value) {
    return withHeaders(Map.of(name, value));
  }

  /** Adds header lines to each request. */
  public Browser withHeaders(Map<String, String> headers) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", headers));
    return this;
  }

  public void withoutHeaders() {
    driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of()));
  }

  /** The driver, for functions that this class lacks. */
  public ChromeDriver driver() {
    return driver;
  }

  public Browser open(String path) {
    driver.get(site + path);
    return this;
  }

  /** The path that is open, with its query. */
  public String path() {
    URI uri = URI.create(driver.getCurrentUrl());
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  public void awaitPath(String path) {
    Chromium.patiently().until(anyDriver -> path().equals(path));
  }

  public void awaitText(String text) {
    Chromium.patiently().until(anyDriver -> text().contains(text));
  }

  public void back() {
    driver.navigate().back();
  }

  public void reload() {
    driver.navigate().refresh();
  }

  /** Leaves a mark that is gone when the page is loaded anew. */
  public void mark() {
    driver.executeScript("window.marked = true");
  }

  public boolean isMarked() {
    return (boolean) driver.executeScript("return window.marked === true");
  }

  /** The first element that a CSS selector names, when it is there. */
  public WebElement find(String selector) {
    return Chromium.patiently().until(anyDriver -> driver.findElement(By.cssSelector(selector)));
  }

  public boolean has(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  /** The visible text of the page. */
  public String text() {
    // Not of an element, which could belong to the page before.
    return (String) driver.executeScript("return document.body ? document.body.innerText : ''");
  }

  /** Presses keys, one after the other, wherever the focus is. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Whether a key goes to the element that a CSS selector names. */
  boolean isFocused(String selector) {
    // In one step, since the page may exchange the element meanwhile.
    return (boolean)
        driver.executeScript(
            "return document.activeElement?.matches(arguments[0]) ?? false", selector);
  }

  /** Waits until a key goes to an element: {@code autofocus} counts only when a page is drawn. */
  public void awaitFocus(String selector) {
    Chromium.patiently()
        .withMessage("focus on " + selector)
        .until(anyDriver -> isFocused(selector));
  }

  /**
   * Presses the tab key until an element has the focus, as a person without a mouse does.
   *
   * @throws AssertionError when no number of tabs leads there
   */
  public void tabTo(String selector) {
    find(selector);
    for (int tabs = 0; tabs < 100; tabs++) {
      if (isFocused(selector)) {
        assertThat(hasVisibleFocus()).as("the focus on " + selector + " can be seen").isTrue();
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("no number of tabs leads to " + selector);
  }

  private boolean hasVisibleFocus() {
    return (boolean)
        driver.executeScript(
            "return getComputedStyle(document.activeElement).outlineStyle === 'solid'");
  }

  /**
   * Nothing on the page is wider than the window, so that the page needs no horizontal scrolling.
   */
  public void assertFitsTheScreen() {
    assertThat(
            (Long)
                driver.executeScript(
                    "return document.documentElement.scrollWidth - window.innerWidth"))
        .as("pixels beyond the right edge of " + path())
        .isLessThanOrEqualTo(0);
  }

  /** The page has no violation of accessibility rules that axe detects, contrast included. */
  public void assertAccessible() {
    List<Rule> violations = new AxeBuilder().analyze(driver).getViolations();
    assertThat(violations.stream().map(Browser::described)).as("axe on " + path()).isEmpty();
  }

  /** {@link #assertAccessible} with light colours and with dark ones. */
  public void assertAccessibleInBothColours() {
    for (Colours colours : Colours.values()) {
      with(colours).assertAccessible();
    }
  }

  private static String described(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().map(CheckedNode::getHtml).toList();
  }

  /** Closes the tab, and leaves nothing of it to the next. */
  @Override
  public void close() {
    try {
      driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
      driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
      driver.executeCdpCommand(
          "Storage.clearDataForOrigin", Map.of("origin", site, "storageTypes", "all"));
      driver.close();
      driver.switchTo().window(otherTab);
    } catch (WebDriverException broken) {
      Chromium.end();
    }
  }
}
