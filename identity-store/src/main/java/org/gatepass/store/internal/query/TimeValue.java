// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;

/** Reads a time that a query selects. */
final class TimeValue {
  private TimeValue() {}

  /**
   * The time of a value.
   *
   * @throws IllegalStateException when the value has another type
   */
  @SuppressWarnings("JavaUtilDate") // Entities have attributes of this type.
  static Instant of(Object value, EntityStatement statement) {
    if (value instanceof Instant time) {
      return time;
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    if (value instanceof Long millis) {
      return Instant.ofEpochMilli(millis);
    }
    if (value instanceof Date time) {
      return Instant.ofEpochMilli(time.getTime());
    }
    throw new IllegalStateException(
        statement.attribute()
            + " selects a "
            + value.getClass().getName()
            + ", which is no time: select an Instant, an OffsetDateTime, a LocalDateTime in UTC, a"
            + " java.util.Date, or a Long with the milliseconds since 1970");
  }
}
