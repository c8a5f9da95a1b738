// SPDX-License-Identifier: Apache-2.0
package org.gatepass.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestKitGuardTest {
  @Test
  void stopsTheStartWithoutAValue() {
    assertThat(TestKitGuard.problem(key -> null, key -> null).orElseThrow())
        .contains("gatepass.test-kit=true", "GATEPASS_TEST_KIT=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "false", "TRUE", "yes", "1", "true,false"})
  void stopsTheStartWithAnyOtherValue(String value) {
    assertThat(TestKitGuard.problem(Map.of("gatepass.test-kit", value)::get, key -> null))
        .isPresent();
    assertThat(TestKitGuard.problem(key -> null, Map.of("GATEPASS_TEST_KIT", value)::get))
        .isPresent();
  }

  @Test
  void readsSystemPropertyAndEnvironment() {
    assertThat(TestKitGuard.problem(Map.of("gatepass.test-kit", "true")::get, key -> null))
        .isEmpty();
    assertThat(TestKitGuard.problem(key -> null, Map.of("GATEPASS_TEST_KIT", " true ")::get))
        .isEmpty();
  }

  @Test
  void prefersTheSystemProperty() {
    assertThat(
            TestKitGuard.problem(
                Map.of("gatepass.test-kit", "false")::get,
                Map.of("GATEPASS_TEST_KIT", "true")::get))
        .isPresent();
  }

  @Test
  void isDescribedInTheReference() throws Exception {
    assertThat(Files.readString(Path.of("../docs/reference/settings.md")))
        .contains("| `" + TestKitGuard.KEY + "` |");
  }
}
