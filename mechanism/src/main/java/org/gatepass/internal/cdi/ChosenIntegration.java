// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.gatepass.internal.settings.Integration;
import org.gatepass.internal.settings.MechanismSettings;

/** Reports by which integration the server calls this library. */
public final class ChosenIntegration {
  private static final Logger LOG = System.getLogger(ChosenIntegration.class.getName());

  private ChosenIntegration() {}

  /**
   * Reports the integration.
   *
   * @param obstacle why the module cannot be used, if so
   * @throws DeploymentException when the settings demand the module, and it cannot be used
   */
  public static void report(MechanismSettings settings, Optional<String> obstacle) {
    if (obstacle.isPresent() && settings.integration() == Integration.MODULE) {
      throw new DeploymentException(settings.noModule(obstacle.get()).getMessage());
    }
    LOG.log(
        Level.INFO,
        () ->
            "Gatepass integration: "
                + obstacle.map(reason -> "mechanism, since " + reason).orElse("module"));
  }
}
