// SPDX-License-Identifier: Apache-2.0
package org.gatepass.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gatepass.Refusal;
import org.junit.jupiter.api.Test;

class GuideTest {
  private static final Path GUIDE = Path.of("../docs/guide.md");

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
  void hasARowForEachRefusalInItsTable() throws IOException {
    List<String> rows = rows();

    assertThat(Stream.of(Refusal.values()))
        .allSatisfy(
            refusal ->
                assertThat(rows).anyMatch(row -> row.startsWith("| `" + refusal.name() + "` |")));
  }
}
