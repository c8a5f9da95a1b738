// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import jakarta.persistence.PersistenceException;

/** The database has not answered in time. The query may still succeed. */
public final class LateException extends PersistenceException {
  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what was late
   */
  public LateException(String message) {
    super(message);
  }
}
