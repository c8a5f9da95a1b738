// SPDX-License-Identifier: Apache-2.0
package org.gatepass.mechanism;

import java.util.Objects;

/** The identity stores have thrown its cause, so that the question has no answer. */
final class StoreFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFailure(Throwable cause) {
    super(cause.getClass().getName(), cause);
  }

  /** What the stores have thrown. */
  Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
