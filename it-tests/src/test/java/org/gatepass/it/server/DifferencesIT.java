// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the page for operators and the tests have the same differences between servers. */
class DifferencesIT {
  private static final Path PAGE = Path.of("..", "docs", "reference", "servers.md");

  /** A row of the page's table: servers, and what differs there. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*) \\| (.+) \\|$");

  private record Row(Set<String> servers, String text) {
    static Row of(MatchResult row) {
      return new Row(Set.of(row.group(1).replace("`", "").split(", ")), row.group(2));
    }

    static Row of(Difference difference) {
      return new Row(difference.servers(), difference.text());
    }
  }

  @Test
  void thePageForOperatorsListsExactlyTheseDifferences() throws IOException {
    List<Row> named = ROW.matcher(Files.readString(PAGE)).results().map(Row::of).toList();

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Difference.values()).map(Row::of).toList());
  }
}
