// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import java.util.function.Supplier;
import org.gatepass.store.internal.jpa.SqlFailure;

/** Repeats transactions that others have overtaken, for example after a deadlock. */
final class Repetition {
  /** How often a transaction runs at most. */
  static final int MAX_ATTEMPTS = 3;

  private Repetition() {}

  /**
   * Runs a transaction, again if others have overtaken it.
   *
   * @throws RuntimeException of the last attempt
   */
  static <T> T ofLostRaces(Supplier<T> transaction) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.get();
      } catch (RuntimeException failure) {
        if (attempt == MAX_ATTEMPTS || !isLostRace(failure)) {
          throw failure;
        }
      }
    }
  }

  /** Whether another transaction may have caused a failure. */
  static boolean isLostRace(RuntimeException failure) {
    return SqlFailure.mayHaveLostARace(failure) || SqlFailure.isTimeout(failure);
  }
}
