// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.store;

import java.util.Objects;

/** Wraps what an identity store threw. */
public final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailure(Throwable cause) {
    super(cause.getClass().getName(), cause);
  }

  /** What the store threw. */
  public Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
