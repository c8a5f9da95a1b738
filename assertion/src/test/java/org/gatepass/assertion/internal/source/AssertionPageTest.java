// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatepass.assertion.internal.Preset;
import org.junit.jupiter.api.Test;

/** Compares the page on signed assertions with the settings and presets. */
class AssertionPageTest {
  private static final Path PAGE = Path.of("..", "docs", "how-to", "signed-assertions.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `gatepass\\.(assertion\\.[a-z-]+)` \\|", Pattern.MULTILINE);
  private static final Pattern VARIABLE = Pattern.compile("GATEPASS_(ASSERTION_[A-Z_]+)=");

  @Test
  void hasARowForEachSetting() throws IOException {
    List<String> rows =
        ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(AssertionSetting.values()).map(AssertionSetting::key).toList());
  }

  @Test
  void setsOnlySettingsThatExist() throws IOException {
    List<String> variables =
        Stream.of(AssertionSetting.values())
            .map(setting -> setting.key().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .toList();

    assertThat(VARIABLE.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)))
        .isNotEmpty()
        .isSubsetOf(variables);
  }

  @Test
  void namesEachPreset() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(Preset.values())
        .allSatisfy(preset -> assertThat(page).contains("| [`" + preset.settingName() + "`](#"));
  }
}
