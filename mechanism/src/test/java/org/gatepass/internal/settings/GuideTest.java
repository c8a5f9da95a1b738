// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the documentation, against the code and the tests that they describe. */
class GuideTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Path SETTINGS = DOCS.resolve("reference/settings.md");
  private static final Path CODES = DOCS.resolve("reference/codes.md");
  private static final Path EQUIVALENTS = DOCS.resolve("reference/equivalents.md");
  private static final Path OWN_ENTITY = DOCS.resolve("how-to/own-entity.md");
  private static final Path OWN_STORE = DOCS.resolve("how-to/own-store.md");
  private static final Path REALMS = DOCS.resolve("how-to/realms.md");
  private static final Path GROUPS = DOCS.resolve("how-to/groups.md");
  private static final Path TROUBLESHOOTING = DOCS.resolve("how-to/troubleshooting.md");

  private static final List<String> MODULES =
      List.of("mechanism", "identity-store", "assertion", "operations", "demo-war", "it-tests");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)` \\|$");
  private static final Pattern SETTING =
      Pattern.compile("(?m)^\\| `(gatepass\\.(?!demo\\.|test-kit`)[^`]+)` \\|");
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void hasARowForEachSettingInItsTable() throws IOException {
    List<String> rows = Files.readAllLines(SETTINGS);

    assertThat(Keys.ALL)
        .allSatisfy(
            key ->
                assertThat(rows)
                    .filteredOn(row -> row.startsWith("| `" + key.name() + "` |"))
                    .hasSize(1));
  }

  @Test
  void hasNoRowOfASettingThatDoesNotExist() throws IOException {
    Set<String> keys = Keys.ALL.stream().map(SettingKey::name).collect(Collectors.toSet());

    assertThat(SETTING.matcher(Files.readString(SETTINGS)).results())
        .hasSizeGreaterThan(30)
        .allSatisfy(row -> assertThat(keys).contains(row.group(1)));
  }

  @Test
  void hasARowForEachRejectionInItsTable() throws IOException {
    List<String> rows = Files.readAllLines(CODES);

    assertThat(Stream.of(Rejection.values()))
        .allSatisfy(
            rejection ->
                assertThat(rows).anyMatch(row -> row.startsWith("| `" + rejection.name() + "` |")));
  }

  @Test
  void hasAFixForEachRejection() throws IOException {
    String page = Files.readString(TROUBLESHOOTING);

    assertThat(Stream.of(Rejection.values()))
        .allSatisfy(rejection -> assertThat(page).contains("`" + rejection.name() + "`"));
  }

  @Test
  void namesOnlyTestsThatExistForTheSettingsOfOthers() throws IOException {
    List<String> settings =
        Files.readAllLines(EQUIVALENTS).stream()
            .filter(row -> row.startsWith("| "))
            .skip(1)
            .toList();

    assertThat(settings)
        .hasSizeGreaterThan(25)
        .allSatisfy(
            row -> {
              Matcher test = TEST.matcher(row);
              assertThat(test.find()).isTrue();
              assertThat(sourceOf(test.group(1))).contains("void " + test.group(2) + "(");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"openIMIS", "GovReady-Q", "identity provider", "Django"})
  void listsTheSettingsOfEachSource(String source) throws IOException {
    assertThat(Files.readAllLines(EQUIVALENTS))
        .filteredOn(row -> row.startsWith("| " + source + " |"))
        .hasSizeGreaterThan(3);
  }

  @Test
  void showsTheOwnEntityOfTheTests() throws IOException {
    String page = Files.readString(OWN_ENTITY);
    int start = page.indexOf("```java\n") + "```java\n".length();
    String example = page.substring(start, page.indexOf("\n```", start));

    assertThat(example).startsWith("@ActiveUserIdentityStoreDefinition(");
    assertThat(sourceOf("DjangoSecurity")).contains(example);
  }

  @Test
  void showsTheNormalizerOfTheTestsAsItsJavadocDoes() throws IOException {
    String source = sourceOf("OneRealm");
    String example = source.substring(source.indexOf("@ApplicationScoped\n"));

    assertThat(Files.readString(REALMS)).contains("```java\n" + example + "```\n");
    assertThat(
            Files.readString(Path.of("src/main/java/org/gatepass/CallerNameNormalizer.java"))
                .replace("\n * ", "\n")
                .replace("\n *\n", "\n\n"))
        .contains("<pre>{@code\n" + example + "}</pre>");
  }

  @Test
  void namesATestForEachRemedyAgainstASeparatorWithinAName() throws IOException {
    List<String> remedies =
        Files.readAllLines(GROUPS).stream()
            .dropWhile(row -> !row.equals("## A separator within a group's name"))
            .filter(row -> row.startsWith("| "))
            .skip(1)
            .toList();

    assertThat(remedies)
        .hasSize(4)
        .allSatisfy(
            row -> {
              Matcher test = TEST.matcher(row);
              assertThat(test.find()).isTrue();
              assertThat(sourceOf(test.group(1))).contains("void " + test.group(2) + "(");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"explanation", "how-to", "reference"})
  void namesOnlyTestsThatExist(String folder) throws IOException {
    try (Stream<Path> pages = Files.list(DOCS.resolve(folder))) {
      for (Path page : pages.toList()) {
        Matcher test = NAMED_TEST.matcher(Files.readString(page));
        while (test.find()) {
          assertThat(sourceOf(test.group(1)))
              .as("%s#%s on %s", test.group(1), test.group(2), page)
              .contains("void " + test.group(2) + "(");
        }
      }
    }
  }

  @Test
  void agreesWithThePageThatShowsTheDemosOwnClass() throws IOException {
    String source =
        Files.readString(Path.of("../demo-war/src/main/java/org/gatepass/demo/Security.java"));

    assertThat(Files.readString(Path.of("../docs/how-to/accounts.md")))
        .contains(
            "```java\n"
                + source.substring(source.indexOf("@RemoteUserAuthenticationMechanismDefinition("))
                + "```\n");
  }

  @Test
  void agreesWithTheReadmeWhichShowsTheExampleWithinItsFirstLines() throws IOException {
    String example =
        "```java\n"
            + part(
                "header-only/src/main/java/org/example/hello/HelloApplication.java",
                "@RemoteUser",
                "{}",
                0)
            + "```\n";
    String readme = Files.readString(Path.of("../README.md"));

    assertThat(readme).contains(example);
    assertThat(readme.substring(0, readme.indexOf(example)).lines()).hasSizeLessThan(40);
  }

  @Test
  void namesTestsThatExistWhereTheReadmeComparesWithAFilter() throws IOException {
    List<String> points =
        Files.readAllLines(Path.of("../README.md")).stream()
            .dropWhile(row -> !row.equals("## Why not a filter"))
            .skip(1)
            .takeWhile(row -> !row.startsWith("## "))
            .filter(row -> row.startsWith("| ") && row.contains("#"))
            .toList();

    assertThat(points)
        .hasSize(5)
        .allSatisfy(
            row -> {
              Matcher test = NAMED_TEST.matcher(row);
              while (test.find()) {
                assertThat(sourceOf(test.group(1))).contains("void " + test.group(2) + "(");
              }
            });
  }

  @Test
  void agreesWithThePagesThatShowTheStoreOfTheTests() throws IOException {
    for (Path file : List.of(DOCS.resolve("reference/servers.md"), OWN_STORE)) {
      String page = Files.readString(file);
      int start = page.indexOf("if (credential instanceof RemoteUserCredential");
      String example = page.substring(start, page.indexOf("```", start));

      assertThat(sourceOf("MemoryStore")).contains(example.indent(4));
    }
  }

  @Test
  void agreesWithThePageThatShowsTheTokenStoreOfTheTests() throws IOException {
    String page = Files.readString(DOCS.resolve("how-to/bearer-tokens.md"));
    int start = page.indexOf("@Override\n");
    String example = page.substring(start, page.indexOf("```", start));

    assertThat(example).contains("BearerTokenCredential");
    assertThat(sourceOf("TokenStore")).contains(example.indent(2));
  }

  /** The part of an example between two texts, both included, with its lines moved to the left. */
  private static String part(String file, String from, String to, int indentation)
      throws IOException {
    String source = Files.readString(Path.of("../examples", file));
    int start = source.indexOf(from);
    return source.substring(start, source.indexOf(to, start) + to.length()).indent(-indentation);
  }

  @Test
  void agreesWithThePagesThatShowTheExamples() throws IOException {
    assertThat(Files.readString(Path.of("../docs/how-to/no-database.md")))
        .contains(
            "```java\n"
                + part(
                    "header-only/src/main/java/org/example/hello/HelloApplication.java",
                    "@RemoteUser",
                    "{}",
                    0)
                + "```\n");
    assertThat(Files.readString(Path.of("../docs/how-to/existing-schema.md")))
        .contains(
            "```xml\n"
                + part(
                    "accounts/src/main/resources/META-INF/persistence.xml",
                    "  <persistence-unit ",
                    "</exclude-unlisted-classes>",
                    2)
                + "```\n")
        .contains(
            "```java\n"
                + part(
                    "accounts/src/main/java/org/example/accounts/FirstAccounts.java",
                    "  void create(",
                    "\n  }",
                    2)
                + "```\n");
  }

  private static String sourceOf(String className) throws IOException {
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        Optional<Path> found = files.filter(file -> file.endsWith(className + ".java")).findFirst();
        if (found.isPresent()) {
          return Files.readString(found.get());
        }
      }
    }
    throw new AssertionError("no test is called " + className);
  }
}
