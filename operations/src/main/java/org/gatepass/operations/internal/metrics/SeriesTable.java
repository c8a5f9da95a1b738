// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.gatepass.spi.DecisionObserver.Decision;

/**
 * A value for each series, created with its first decision. Later decisions of the series find it
 * by an index, without a key object. Safe for use by many threads.
 *
 * @param <T> the type of the values
 */
final class SeriesTable<T> {
  private final AtomicReferenceArray<T> values = new AtomicReferenceArray<>(Series.COUNT);
  private final Function<Series, T> create;

  /**
   * Creates an empty table.
   *
   * @param create creates a value; two threads may create equal ones
   */
  SeriesTable(Function<Series, T> create) {
    this.create = create;
  }

  T of(Decision decision) {
    int index = Series.indexOf(decision);
    T known = values.get(index);
    if (known == null) {
      known = create.apply(Series.of(decision));
      values.set(index, known);
    }
    return known;
  }
}
