// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.start;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.gatepass.internal.cdi.ThisApplication;

/**
 * Warns of {@code ServerSwitches} that are missing. Not with the settings: on WildFly and Payara
 * these are there before anybody knows the servlet context.
 */
final class SwitchReporter implements ServletContextListener {
  private static final Logger LOG = System.getLogger(SwitchReporter.class.getName());

  private final Optional<String> restRoles;

  /**
   * Makes a reporter.
   *
   * @param restRoles what an initializer has seen of REST resources
   */
  SwitchReporter(Optional<String> restRoles) {
    this.restRoles = restRoles;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    if (isOn()) {
      restRoles.ifPresent(SwitchReporter::warn);
    }
  }

  private static boolean isOn() {
    try {
      return ThisApplication.extension().isOn();
    } catch (IllegalStateException noCdi) {
      return false;
    }
  }

  private static void warn(String lack) {
    LOG.log(Level.WARNING, lack);
  }
}
