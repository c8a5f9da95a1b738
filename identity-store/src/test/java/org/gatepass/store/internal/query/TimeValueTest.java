// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate")
class TimeValueTest {
  private static final Instant TIME = Instant.parse("2026-07-01T12:00:00.123Z");

  static Stream<Object> times() {
    return Stream.of(
        TIME,
        OffsetDateTime.parse("2026-07-01T14:00:00.123+02:00"),
        LocalDateTime.parse("2026-07-01T12:00:00.123"),
        TIME.toEpochMilli(),
        Date.from(TIME),
        Timestamp.from(TIME),
        new java.sql.Date(TIME.toEpochMilli()));
  }

  @ParameterizedTest
  @MethodSource("times")
  void readsTheTypesOfATime(Object value) {
    assertThat(TimeValue.of(value, EntityStatement.EXPIRES_AT)).isEqualTo(TIME);
  }

  static Stream<Object> others() {
    return Stream.of("2026-07-01T12:00:00Z", 5, 5.0, true);
  }

  @ParameterizedTest
  @MethodSource("others")
  void rejectsOtherTypes(Object value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> TimeValue.of(value, EntityStatement.EXPIRES_AT))
        .withMessageStartingWith(
            "expiresAtQuery selects a "
                + value.getClass().getName()
                + ", which is no time: select");
  }
}
