// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.gatepass.internal.settings.Integration;
import org.gatepass.internal.settings.MechanismSettings;

/** Reports the integration by which the server calls Gatepass. */
public final class ChosenIntegration {
  private static final Logger LOG = System.getLogger(ChosenIntegration.class.getName());

  private ChosenIntegration() {}

  /**
   * Logs the integration.
   *
   * @param settings the settings in force
   * @param obstacle why the module cannot be used; empty if it is used
   * @throws DeploymentException if the settings demand the module, and it cannot be used
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
