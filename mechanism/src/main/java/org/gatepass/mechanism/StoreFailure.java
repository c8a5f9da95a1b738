// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import java.util.Objects;

/** Wraps what an identity store threw. */
final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailure(Throwable cause) {
    super(cause.getClass().getName(), cause);
  }

  /** What the store threw. */
  Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
