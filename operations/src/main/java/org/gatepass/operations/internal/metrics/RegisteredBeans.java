// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import java.util.Optional;
import org.gatepass.spi.ApplicationBeans;

/** The beans of a metrics library that the server or the application has. */
final class RegisteredBeans {
  private RegisteredBeans() {}

  /** The only bean of a type; empty if there is none, or if there are several. */
  static <T> Optional<T> only(ApplicationBeans beans, Class<T> type) {
    try {
      return beans.find(type);
    } catch (AmbiguousResolutionException several) {
      return Optional.empty();
    }
  }
}
