// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gatepass.it.proxy.Example;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples as newcomers run them: by the commands of their READMEs. The first run of an example
 * starts from nothing, the second in the same clone.
 */
@Tag("thorough")
class ExamplesIT {
  /** For a machine that does much else: what a README promises is a few minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @TempDir static Path folder;

  private static Path repository;
  private static Path preboot;

  @BeforeAll
  static void prepare() throws IOException {
    repository = folder.resolve("repository");
    Example.linkRepository(Path.of(System.getProperty("maven.local.repository")), repository);
    preboot =
        Files.writeString(
            folder.resolve("preboot.txt"),
            "set configs.config.server-config.network-config.network-listeners.network-listener"
                + ".http-listener.address=127.0.0.1\n");
  }

  @Test
  @Tag("each-run")
  void answersAsDescribedInTheReadmeOfTheAccounts() throws Exception {
    assertAnswersAsDescribed("accounts", "Payara Micro", "200,204,403,401");
  }

  @ParameterizedTest
  @CsvSource({
    "header-only, Payara Micro, '200,401'",
    "header-only, WildFly, '200,401'",
    "accounts, WildFly, '200,204,403,401'"
  })
  void answersAsDescribedInTheReadme(String name, String server, String statuses) throws Exception {
    assertAnswersAsDescribed(name, server, statuses);
  }

  /** Its tests use the test kit, as those of a user would. */
  @Test
  void testsTheAccountsItself() throws Exception {
    assertThat(new Example("accounts").verify(clone("accounts"), repository))
        .containsPattern("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, .*NotesIT")
        .contains("BUILD SUCCESS");
  }

  private static Path clone(String name) throws IOException {
    Path clone = folder.resolve(name);
    if (Files.notExists(clone)) {
      Example.copySources(Files.createDirectory(clone));
    }
    return clone;
  }

  private static void assertAnswersAsDescribed(String name, String server, String statuses)
      throws Exception {
    Example example = new Example(name);
    Path clone = clone(name);
    String toThisMachine =
        server.equals("WildFly")
            ? "-Djboss.socket.binding.port-offset=%2$d"
            : "--prebootcommandfile " + preboot;

    Example.Run run = example.run(server, clone, repository, toThisMachine, PATIENCE);

    System.out.println(name + " on " + server + ": " + run.untilTheFirst());
    assertThat(run.statuses())
        .isEqualTo(List.of(statuses.split(",")))
        .isEqualTo(example.promised());
  }

  @ParameterizedTest
  @Tag("each-run")
  @ValueSource(strings = {"header-only", "accounts"})
  void areReadInAMinute(String name) throws IOException {
    assertThat(new Example(name).lines()).hasSizeLessThanOrEqualTo(40);
  }

  @ParameterizedTest
  @Tag("each-run")
  @ValueSource(strings = {"header-only", "accounts"})
  void nameTheServersOfTheTests(String name) throws IOException {
    assertThat(String.join("\n", new Example(name).lines()))
        .contains("payara-micro:" + System.getProperty("version.payara-micro") + " ")
        .contains("wildfly-dist:" + System.getProperty("version.wildfly") + ":zip");
  }
}
