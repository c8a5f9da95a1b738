// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Optional;
import org.gatepass.internal.servlet.EnterpriseArchive;
import org.jspecify.annotations.Nullable;

/** Finds the extension of the current thread's application, during a request or the start. */
public final class ThisApplication {
  private ThisApplication() {}

  /**
   * The extension of the application.
   *
   * @return the extension
   * @throws IllegalStateException if CDI does not run
   * @throws DeploymentException if CDI has loaded the extension for another application only, such
   *     as the first of two WARs in an EAR on GlassFish
   */
  public static RemoteUserExtension extension() {
    BeanManager manager = RemoteUserExtension.currentManager();
    @Nullable RemoteUserExtension found;
    try {
      found = manager.getExtension(RemoteUserExtension.class);
    } catch (IllegalArgumentException ofAnotherWar) {
      found = null;
    }
    if (found == null) {
      throw new DeploymentException(
          EnterpriseArchive.severalWars("CDI has loaded its extension from another one"));
    }
    return found;
  }

  /** The extension; empty if CDI has not loaded it for this application, or does not run. */
  static Optional<RemoteUserExtension> extensionIfAny() {
    try {
      return Optional.of(extension());
    } catch (RuntimeException none) {
      return Optional.empty();
    }
  }

  /** Whether the application has no bean of a type. */
  static boolean isUnsatisfied(Class<?> type) {
    return RemoteUserExtension.currentManager().createInstance().select(type).isUnsatisfied();
  }
}
