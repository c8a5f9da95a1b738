// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.start;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.gatepass.internal.cdi.ThisApplication;

/**
 * Logs warnings about missing {@code ServerSwitches}. A listener logs them, because on WildFly and
 * Payara the settings are complete before the servlet context is available.
 */
final class SwitchReporter implements ServletContextListener {
  private static final Logger LOG = System.getLogger(SwitchReporter.class.getName());

  private final Optional<String> restRoles;

  /**
   * Creates a reporter.
   *
   * @param restRoles the warning about REST resources, from an initializer
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
