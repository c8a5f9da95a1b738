// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import java.util.Objects;

/** Wraps an exception of an identity store. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailure(Throwable cause) {
    super(cause.getClass().getName(), cause);
  }

  /** The exception or error of the store. */
  public Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
