// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;

/**
 * Runs work in a transaction of its own, or in none, whether or not one is open already; public and
 * a bean for the container's sake. An unchecked exception of the work rolls its transaction back.
 */
public class NewTransaction {
  /** For the container. */
  public NewTransaction() {}

  /**
   * Runs the work.
   *
   * @param work what to do
   * @param <T> the type of what comes out
   * @return what comes out of it, once committed
   */
  @Transactional(TxType.REQUIRES_NEW)
  public <T> T run(Supplier<T> work) {
    return work.get();
  }

  /**
   * Runs work in no transaction; one that is open waits meanwhile.
   *
   * @param work what to do
   * @param <T> the type of what comes out
   * @return what comes out of it
   */
  @Transactional(TxType.NOT_SUPPORTED)
  public <T> T without(Supplier<T> work) {
    return work.get();
  }
}
