// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;

/**
 * Runs work in a transaction of its own, or in none, even within an open transaction. An unchecked
 * exception of the work rolls its transaction back. The class is public because the container makes
 * a bean of it; applications do not use it.
 */
public class NewTransaction {
  /** Called by the container. */
  public NewTransaction() {}

  /**
   * Runs work in a new transaction.
   *
   * @param work the work
   * @param <T> the type of the result
   * @return the result, after the commit
   */
  @Transactional(TxType.REQUIRES_NEW)
  public <T> T run(Supplier<T> work) {
    return work.get();
  }

  /**
   * Runs work outside any transaction; an open one is suspended meanwhile.
   *
   * @param work the work
   * @param <T> the type of the result
   * @return the result
   */
  @Transactional(TxType.NOT_SUPPORTED)
  public <T> T without(Supplier<T> work) {
    return work.get();
  }
}
