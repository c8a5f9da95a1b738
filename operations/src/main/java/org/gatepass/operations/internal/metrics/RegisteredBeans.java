// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import java.util.Optional;
import org.gatepass.spi.ApplicationBeans;

/** The beans of a metrics library that the server or the application has. */
final class RegisteredBeans {
  private RegisteredBeans() {}

  /** Returns the bean of a type if there is exactly one. */
  static <T> Optional<T> only(ApplicationBeans beans, Class<T> type) {
    try {
      return beans.find(type);
    } catch (AmbiguousResolutionException several) {
      return Optional.empty();
    }
  }
}
