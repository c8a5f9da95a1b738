// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import jakarta.persistence.PersistenceException;

/**
 * A query had no result in time, or was left out because no thread was free. A query that was sent
 * may still succeed.
 */
public final class LateException extends PersistenceException {
  private static final long serialVersionUID = 1;

  /**
   * Creates an exception.
   *
   * @param message what had no result
   */
  public LateException(String message) {
    super(message);
  }
}
