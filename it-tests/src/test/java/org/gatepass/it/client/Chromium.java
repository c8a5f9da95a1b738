// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gatepass.it.peer.GatewayDemo;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The headless Chromium of a run, with a profile of its own. The first test that needs the browser
 * starts it, and it ends with the run, since a start takes longer than a test.
 */
public final class Chromium {
  /** The browser's program. */
  static final Path PROGRAM = Path.of(System.getProperty("browser.chromium", "/usr/bin/chromium"));

  /** The program that drives it. */
  static final Path DRIVER = Path.of(System.getProperty("browser.driver", "/usr/bin/chromedriver"));

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration OFTEN = Duration.ofMillis(50);

  private static @Nullable Chromium running;
  private static String gateway = "";

  private final Path profile;
  private final ChromeDriver driver;

  private Chromium(Path profile, ChromeDriver driver) {
    this.profile = profile;
    this.driver = driver;
  }

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Chromium::end));
  }

  /** The one that drives it; it runs from now on. */
  static synchronized ChromeDriver driver() {
    Chromium known = running;
    if (known == null) {
      known = start();
      running = known;
    }
    return known.driver;
  }

  /**
   * Starts another one, for which the recipes' site is at a gateway's port of this machine; port 0
   * ends that.
   */
  public static synchronized void findGatewayAt(int tlsPort) {
    end();
    gateway = tlsPort == 0 ? "" : "MAP " + GatewayDemo.SITE + ":443 127.0.0.1:" + tlsPort + ", ";
  }

  /** Waits for something on the page, and looks often. */
  public static WebDriverWait patiently() {
    return new WebDriverWait(driver(), PATIENCE, OFTEN);
  }

  /** Ends it; the next test that needs one starts another. */
  static synchronized void end() {
    Chromium known = running;
    running = null;
    if (known != null) {
      try {
        known.driver.quit();
      } finally {
        delete(known.profile);
      }
    }
  }

  private static Chromium start() {
    Path profile;
    try {
      profile = Files.createTempDirectory("gatepass-browser-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return new Chromium(profile, start(profile, Map.of(), List.of()));
    } catch (RuntimeException e) {
      delete(profile);
      throw e;
    }
  }

  /**
   * Starts another one, which the caller ends.
   *
   * @param environment variables in addition to those of this process
   * @param arguments more arguments; the last one of a name counts
   */
  public static ChromeDriver start(
      Path profile, Map<String, String> environment, List<String> arguments) {
    // Both paths are given: Selenium Manager looks for neither, and fetches nothing.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .withEnvironment(environment)
            .build();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(PROGRAM.toFile());
    options.addArguments(
        "--headless=new",
        // For a container's root; the pages are our own.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // The browser's requests to its vendor are blocked.
        "--host-resolver-rules=" + gateway + "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile);
    options.addArguments(arguments);
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().pageLoadTimeout(PATIENCE.multipliedBy(3));
    return driver;
  }

  /** Deletes a folder; a process of the browser that is about to end may still write into it. */
  private static void delete(Path folder) {
    for (int attempts = 20; ; attempts--) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
        return;
      } catch (IOException | UncheckedIOException stillWritten) {
        if (attempts == 0) {
          throw new IllegalStateException("can't delete " + folder, stillWritten);
        }
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    }
  }
}
