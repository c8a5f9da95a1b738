// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAnswerTest {
  @ParameterizedTest(name = "{0}, age {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "                         |       | PT10M",
        "no-cache                 |       | PT10M",
        "no-store                 |       | PT10M",
        "No-Cache, max-age=3600   |       | PT10M",
        "max-age=3600,no-store    |       | PT10M",
        "public                   |       | PT10M",
        "max-age=                 |       | PT10M",
        "max-age=-1               |       | PT10M",
        "max-age=1x               |       | PT10M",
        "max-age=9999999999       |       | PT10M",
        "s-maxage=3600            |       | PT10M",
        "x-max-age=3600           |       | PT10M",
        "max-age=3600             |       | PT1H",
        "MAX-AGE=\"3600\"         |       | PT1H",
        "public,max-age=3600      |       | PT1H",
        "public, max-age=3600, x  |       | PT1H",
        "max-age=3600             | 0     | PT1H",
        "max-age=3600             | x     | PT1H",
        "max-age=3600             | -5    | PT1H",
        "max-age=3600             | 1800  | PT30M",
        "max-age=3600             | 3600  | PT1M",
        "max-age=0                |       | PT1M",
        "max-age=59               |       | PT1M",
        "max-age=60               |       | PT1M",
        "max-age=61               |       | PT1M1S",
        "max-age=86399            |       | PT23H59M59S",
        "max-age=86400            |       | PT24H",
        "max-age=86401            |       | PT24H",
        "max-age=999999999        |       | PT24H"
      })
  void hasLifetime(String cacheControl, String age, Duration lifetime) {
    assertThat(KeyAnswer.lifetime(cacheControl, age)).isEqualTo(lifetime);
  }

  @Test
  void isContentWithStatus200Only() throws IOException {
    byte[] content = {1, 2};
    assertThat(new KeyAnswer(200, content, Duration.ZERO).expectOk()).isSameAs(content);
    assertThat(new KeyAnswer(200, content, Duration.ofSeconds(7)).lifetime())
        .isEqualTo(Duration.ofSeconds(7));
    for (int status : new int[] {199, 201, 302, 404, 500}) {
      assertThatIOException()
          .isThrownBy(() -> new KeyAnswer(status, content, Duration.ZERO).expectOk())
          .withMessage("the status is " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 410})
  void isAbsent(int status) {
    assertThat(new KeyAnswer(status, new byte[0], Duration.ZERO).isAbsent()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 401, 429, 500})
  void isNotAbsent(int status) {
    assertThat(new KeyAnswer(status, new byte[0], Duration.ZERO).isAbsent()).isFalse();
  }
}
