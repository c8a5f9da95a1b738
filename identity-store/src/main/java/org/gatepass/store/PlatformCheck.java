// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;

/** That the server has what the stores stand on: Tomcat and Jetty have neither of it. */
final class PlatformCheck {
  private static final List<String> NEEDED =
      List.of("jakarta.persistence.EntityManagerFactory", "jakarta.transaction.Transactional");

  private PlatformCheck() {}

  /**
   * Checks it.
   *
   * @throws DeploymentException when something is missing
   */
  static void check() {
    check(NEEDED);
  }

  /** Checks it for these classes. */
  static void check(List<String> needed) {
    for (String name : needed) {
      try {
        Class.forName(name, false, PlatformCheck.class.getClassLoader());
      } catch (ClassNotFoundException missing) {
        throw new DeploymentException(
            "@ActiveUserIdentityStoreDefinition and @DatabasePasswordIdentityStoreDefinition need a"
                + " server with Jakarta Persistence and Jakarta Transactions, and "
                + name
                + " is not there: write an IdentityStore of the application's own instead");
      }
    }
  }
}
