// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The servers of the integration tests. The parent POM has their versions, and the POM of the tests
 * their profiles. Pages, scripts and the workflow must repeat both without a difference.
 */
class ServersTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern VERSION = Pattern.compile("<version\\.(\\S+)>([^<]+)</version\\.");
  private static final Pattern PROFILE = Pattern.compile("(?s)<profile>(.*?)</profile>");
  private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"|([^\\s\"]+)");
  private static final Pattern ELEMENT = Pattern.compile("\"([^\"]+)\"|([^\\s\",][^\",]*)");

  /** {@code .ci/payara} runs all tests on it. */
  private static final String THE_DEFAULT = "payara-micro";

  /**
   * A profile.
   *
   * @param server the name of the server, with its version
   * @param level the level of Jakarta EE
   */
  private record Profile(String server, String level) {}

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Map<String, String> versions() throws IOException {
    Map<String, String> versions = new LinkedHashMap<>();
    VERSION
        .matcher(read("pom.xml"))
        .results()
        .forEach(property -> versions.put(property.group(1), property.group(2)));
    return versions;
  }

  private static String version(String server) throws IOException {
    String version = versions().get(server);
    assertThat(version).as("version.%s", server).isNotNull();
    return version;
  }

  private static Map<String, Profile> profiles() throws IOException {
    Map<String, String> versions = versions();
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (MatchResult match : PROFILE.matcher(read("it-tests/pom.xml")).results().toList()) {
      String profile = match.group(1);
      String name = element(profile, "server.name");
      String property = between(name, "${version.", "}");
      profiles.put(
          element(profile, "id"),
          new Profile(
              name.replace("${version." + property + "}", versions.get(property)),
              element(profile, "server.ee")));
    }
    return profiles;
  }

  private static String element(String xml, String name) {
    return between(xml, "<" + name + ">", "</" + name + ">");
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    assertThat(from).as(begin).isGreaterThanOrEqualTo(begin.length());
    return text.substring(from, text.indexOf(end, from));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(word -> word.group(1) == null ? word.group(2).strip() : word.group(1))
        .toList();
  }

  /** What {@code .ci/servers} runs without arguments. */
  private static List<String> runs() throws IOException {
    String script = read(".ci/servers");
    List<String> runs = new ArrayList<>();
    for (String lane : List.of("\nfirst=(", "\nsecond=(")) {
      runs.addAll(all(WORD, between(script, lane, ")\n")));
    }
    return runs;
  }

  private static String profileOf(String run) {
    return run.split(" ", -1)[0];
  }

  /** The start of a run's row in the README. */
  private static String row(String run, Map<String, Profile> profiles) {
    Profile profile = profiles.get(profileOf(run));
    assertThat(profile).as(run).isNotNull();
    List<String> words = List.of(run.split(" ", -1));
    String level = words.contains("-Dliberty.ee=11") ? "11" : profile.level();
    return "| %s | %s | %s |"
        .formatted(
            profile.server(),
            level.replace("${liberty.ee}", "10"),
            words.contains("25") ? "25" : "17");
  }

  private static Stream<String> rowsOfTheReadme() throws IOException {
    return between(read("README.md"), "<!-- Written by .ci/servers. -->", "<!-- End of what")
        .lines()
        .filter(line -> line.matches("[|] [A-Z].*"));
  }

  @Test
  void haveARowOfTheReadmeForEachRun() throws IOException {
    Map<String, Profile> profiles = profiles();
    List<String> expected = new ArrayList<>();
    expected.add(row(THE_DEFAULT, profiles));
    runs().forEach(run -> expected.add(row(run, profiles)));

    assertThat(rowsOfTheReadme().map(line -> line.replaceFirst("^((?:[|][^|]*){3}[|]).*", "$1")))
        .containsAll(expected);
  }

  @Test
  void haveTheirVersionInEachRowOfTheReadme() throws IOException {
    List<String> servers = profiles().values().stream().map(Profile::server).toList();

    assertThat(rowsOfTheReadme().map(line -> line.replaceFirst("^[|] ([^|]+) [|].*", "$1")))
        .hasSizeGreaterThan(10)
        .isSubsetOf(servers);
  }

  @Test
  void areAllRunByTheScript() throws IOException {
    List<String> run = new ArrayList<>(runs().stream().map(ServersTest::profileOf).toList());
    run.add(THE_DEFAULT);

    assertThat(run).hasSizeGreaterThan(10).containsAll(profiles().keySet());
  }

  @Test
  void areTheSameInTheWorkflowOfEachNight() throws IOException {
    assertThat(all(ELEMENT, between(read(".github/workflows/ci.yml"), "server: [", "]")))
        .containsExactlyInAnyOrderElementsOf(runs());
  }

  @Test
  void areProfilesWhereTheChecksBeforeAMergeNameThem() throws IOException {
    String lane = between(read(".ci/run"), "-- \\\n    .ci/servers ", "| tee").replace("\\\n", "");

    assertThat(all(WORD, lane).stream().map(ServersTest::profileOf))
        .hasSizeGreaterThan(5)
        .isSubsetOf(profiles().keySet());
  }

  @Test
  void areListedForContributors() throws IOException {
    String page = read("CONTRIBUTING.md");

    assertThat(profiles().keySet())
        .allSatisfy(id -> assertThat(page).containsPattern("(`|-P)" + id + "`"));
  }

  @ParameterizedTest
  @CsvSource({
    "payara-micro, payara-micro[-:]([0-9][\\w.-]*?)(?:[.]jar|\\s), 8",
    "wildfly, wildfly-(?:dist:)?([0-9][\\w.-]*)[:/], 8",
    "weld5, <artifactId>weld-servlet-shaded</artifactId>\\s*<version>([^<]+)<, 1",
    "weld6, Weld ([0-9][\\w.]*)[.], 1"
  })
  void haveTheirVersionInEachCommandOfThePages(String server, Pattern name, int least)
      throws IOException {
    List<String> named = new ArrayList<>();
    for (Path page : pages()) {
      name.matcher(Files.readString(page)).results().forEach(found -> named.add(found.group(1)));
    }

    assertThat(named).hasSizeGreaterThanOrEqualTo(least).containsOnly(version(server));
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        pages.addAll(files.filter(file -> file.toString().endsWith(".md")).toList());
      }
    }
    return pages;
  }
}
