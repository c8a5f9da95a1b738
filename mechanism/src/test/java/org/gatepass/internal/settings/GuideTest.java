// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatepass.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {
  private static final Path GUIDE = Path.of("../docs/guide.md");

  private static final List<String> MODULES =
      List.of("mechanism", "identity-store", "demo-war", "it-tests");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)` \\|$");
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+)#(\\w+)`");

  private static List<String> rows() throws IOException {
    return Files.readAllLines(GUIDE);
  }

  @Test
  void hasARowForEachSettingInItsTable() throws IOException {
    List<String> rows = rows();

    assertThat(Keys.ALL)
        .allSatisfy(
            key -> assertThat(rows).anyMatch(row -> row.startsWith("| `" + key.name() + "` |")));
  }

  @Test
  void hasARowForEachRejectionInItsTable() throws IOException {
    List<String> rows = rows();

    assertThat(Stream.of(Rejection.values()))
        .allSatisfy(
            rejection ->
                assertThat(rows).anyMatch(row -> row.startsWith("| `" + rejection.name() + "` |")));
  }

  @Test
  void namesOnlyTestsThatExistForTheSettingsOfOthers() throws IOException {
    List<String> settings =
        section("## Settings of others").filter(row -> row.startsWith("| ")).skip(1).toList();

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
  void knowsTheSettingsOfEachSource(String source) throws IOException {
    assertThat(section("## Settings of others"))
        .filteredOn(row -> row.startsWith("| " + source + " |"))
        .hasSizeGreaterThan(3);
  }

  @Test
  void showsTheOwnEntityOfTheTests() throws IOException {
    String section = section("## An entity of your own").collect(Collectors.joining("\n"));
    int start = section.indexOf("```java\n") + "```java\n".length();
    String example = section.substring(start, section.indexOf("\n```", start));

    assertThat(example).startsWith("@ActiveUserIdentityStoreDefinition(");
    assertThat(sourceOf("DjangoSecurity")).contains(example);
  }

  @Test
  void showsTheNormalizerOfTheTestsAsItsJavadocDoes() throws IOException {
    String source = sourceOf("OneRealm");
    String example = source.substring(source.indexOf("@ApplicationScoped\n"));

    assertThat(Files.readString(GUIDE)).contains("```java\n" + example + "```\n");
    assertThat(
            Files.readString(Path.of("src/main/java/org/gatepass/CallerNameNormalizer.java"))
                .replace("\n * ", "\n")
                .replace("\n *\n", "\n\n"))
        .contains("<pre>{@code\n" + example + "}</pre>");
  }

  @Test
  void namesATestForEachRemedyAgainstASeparatorWithinAName() throws IOException {
    List<String> remedies =
        rows().stream()
            .dropWhile(row -> !row.equals("### A separator within a group's name"))
            .takeWhile(row -> !row.startsWith("## "))
            .filter(row -> row.startsWith("| "))
            .skip(1)
            .toList();

    assertThat(remedies)
        .hasSize(3)
        .allSatisfy(
            row -> {
              Matcher test = TEST.matcher(row);
              assertThat(test.find()).isTrue();
              assertThat(sourceOf(test.group(1))).contains("void " + test.group(2) + "(");
            });
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
  void agreesWithTheServersPageWhichShowsTheStoreOfTheTests() throws IOException {
    String page = Files.readString(Path.of("../docs/servers.md"));
    int start = page.indexOf("if (credential instanceof RemoteUserCredential");
    String example = page.substring(start, page.indexOf("```", start));

    assertThat(sourceOf("MemoryStore")).contains(example.indent(4));
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

  private static Stream<String> section(String heading) throws IOException {
    return rows().stream()
        .dropWhile(row -> !row.equals(heading))
        .skip(1)
        .takeWhile(row -> !row.startsWith("## "));
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
