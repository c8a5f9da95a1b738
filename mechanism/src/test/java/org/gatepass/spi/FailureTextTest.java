// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  private static String text(Throwable failure, Supplier<PrivateTexts> hidden) {
    return FailureText.of(failure, hidden);
  }

  @Test
  void holdsNoMessageWhereThePrivateTextsCanNotBeRead() {
    assertThat(
            text(
                new IllegalStateException("alice"),
                () -> {
                  throw new IllegalStateException("the request is over");
                }))
        .startsWith("java.lang.IllegalStateException\n\tat ")
        .doesNotContain("alice");
  }

  @Test
  void holdsNoMessageThatCanNotBeRead() {
    RuntimeException failure =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public @Nullable String getMessage() {
            throw new IllegalStateException("no message");
          }
        };

    assertThat(text(failure, () -> PrivateTexts.NONE))
        .startsWith(failure.getClass().getName() + "\n\tat ");
  }

  @Test
  void cutsALongMessageAndManyCauses() {
    Throwable failure = new IllegalStateException("x".repeat(2_000));
    for (int i = 0; i < 100; i++) {
      failure = new IllegalStateException("y".repeat(2_000), failure);
    }

    assertThat(text(failure, () -> PrivateTexts.NONE)).hasSizeLessThan(20_000);
  }
}
