// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples on the page about directories, which are classes of this package. */
class ExportExamplesTest {
  private static final Path PAGE = Path.of("../docs/how-to/directory-sync.md");
  private static final Path SOURCES = Path.of("src/test/java/org/gatepass/store/sync");

  /** The first example on the page in a language. */
  private static String example(String language) throws IOException {
    String page = Files.readString(PAGE);
    String start = "```" + language + "\n";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf("```", from));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LdifExport", "ScimExport"})
  void areOnThePage(String name) throws IOException {
    String source = Files.readString(SOURCES.resolve(name + ".java"));

    assertThat(Files.readString(PAGE))
        .contains("```java\n" + source.substring(source.indexOf("/** Reads")) + "```");
  }

  @Test
  void readTheLdifOfThePage() throws IOException {
    assertThat(
            new LdifExport(
                    Map.of(
                        "cn=idp-admins,ou=groups,dc=example,dc=org", "administrator",
                        "cn=idp-users,ou=groups,dc=example,dc=org", "user"))
                .read(new BufferedReader(new StringReader(example("ldif")))))
        .containsExactly(
            new DirectoryEntry(
                "alice",
                true,
                Set.of("administrator", "user"),
                "Alice Archer",
                "alice@example.org",
                "3f8c1a52-7d1e-4a53-9c0b-1f2d3e4a5b6c"),
            new DirectoryEntry(
                "jürgen", true, Set.of(), "Jürgen", "", "9b2d7c40-0a6f-4f7e-8c55-6d7e8f901a2b"));
  }

  /** The directory may hide the attribute from the application. */
  @Test
  void readNoStableIdWhereTheLdifHasNone() throws IOException {
    assertThat(
            new LdifExport(Map.of())
                .read(new BufferedReader(new StringReader("dn: uid=bob\nuid: bob\n"))))
        .containsExactly(new DirectoryEntry("bob", true, Set.of(), "", "", null));
  }

  @Test
  void readTheScimResponseOfThePage() throws IOException {
    assertThat(new ScimExport(Map.of("e9e30dba", "user")).read(new StringReader(example("json"))))
        .containsExactly(
            new DirectoryEntry(
                "alice", true, Set.of("user"), "Alice Archer", "alice@example.org", "7f3c"),
            new DirectoryEntry("bob", false, Set.of(), "", "", "91d0"));
  }
}
