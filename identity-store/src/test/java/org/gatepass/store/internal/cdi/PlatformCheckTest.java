// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformCheckTest {
  @Test
  void acceptsAServerWithAllApis() {
    assertThatCode(PlatformCheck::check).doesNotThrowAnyException();
  }

  @Test
  void namesTheMissingPart() {
    assertThatThrownBy(() -> PlatformCheck.check(List.of("java.lang.String", "org.example.None")))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("org.example.None is missing");
  }
}
