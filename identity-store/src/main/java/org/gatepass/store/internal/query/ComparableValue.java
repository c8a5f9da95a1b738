// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.query;

import java.time.temporal.TemporalAccessor;
import java.util.Calendar;
import java.util.Date;
import java.util.HexFormat;
import java.util.UUID;

/** Converts values of a database to values that can be compared with later ones. */
final class ComparableValue {
  private ComparableValue() {}

  /**
   * Converts a value so that two results are equal, and have the same text, if and only if the
   * database's values are the same. Bytes become hexadecimal digits.
   *
   * @param value the value that a query selected
   * @param statement the query, for the message
   * @return the comparable value
   * @throws IllegalStateException when values of this type can't be compared
   */
  static Object of(Object value, EntityStatement statement) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Byte[] bytes) {
      StringBuilder digits = new StringBuilder();
      for (Byte each : bytes) {
        HexFormat.of().toHexDigits(digits, each);
      }
      return digits.toString();
    }
    if (value instanceof char[] characters) {
      return String.valueOf(characters);
    }
    if (value instanceof Character[] characters) {
      StringBuilder text = new StringBuilder();
      for (Character each : characters) {
        text.append(each.charValue());
      }
      return text.toString();
    }
    if (value instanceof Calendar calendar) {
      return calendar.toInstant();
    }
    if (value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum
        || value instanceof UUID
        || value instanceof TemporalAccessor
        || value instanceof Date) {
      return value;
    }
    throw new IllegalStateException(
        statement.attribute()
            + " selects a "
            + value.getClass().getName()
            + ", which can't be compared: select a text, a number, a time or bytes");
  }
}
