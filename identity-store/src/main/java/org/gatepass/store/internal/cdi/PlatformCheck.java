// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;

/** Checks that the server has the APIs that the stores need; Tomcat and Jetty have none of them. */
final class PlatformCheck {
  private static final List<String> NEEDED =
      List.of("jakarta.persistence.EntityManagerFactory", "jakarta.transaction.Transactional");

  private PlatformCheck() {}

  /**
   * Checks all needed APIs.
   *
   * @throws DeploymentException when one is missing
   */
  static void check() {
    check(NEEDED);
  }

  /** Checks that these classes exist. */
  static void check(List<String> needed) {
    for (String name : needed) {
      try {
        Class.forName(name, false, PlatformCheck.class.getClassLoader());
      } catch (ClassNotFoundException missing) {
        throw new DeploymentException(
            "@ActiveUserIdentityStoreDefinition and @DatabasePasswordIdentityStoreDefinition need a"
                + " server with Jakarta Persistence and Jakarta Transactions, and "
                + name
                + " is missing: write an IdentityStore of the application's own instead");
      }
    }
  }
}
