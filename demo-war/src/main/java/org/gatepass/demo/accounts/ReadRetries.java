// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Switches off EclipseLink's retries. EclipseLink repeats a read when its connection has failed, up
 * to three times, and waits for five seconds before the second and the third: with the database
 * down, a request would wait for ten seconds. EclipseLink has no property for the retries; other
 * providers do not retry.
 */
final class ReadRetries {
  private static final Logger LOG = System.getLogger(ReadRetries.class.getName());

  private ReadRetries() {}

  /**
   * Switches the retries off in a persistence unit, by reflection: EclipseLink is missing at
   * compile time.
   */
  static void switchOff(EntityManagerFactory factory) {
    EntityManager entityManager = factory.createEntityManager();
    try {
      Object delegate = entityManager.getDelegate();
      if (delegate.getClass().getName().startsWith("org.eclipse.persistence.")) {
        Object session = delegate.getClass().getMethod("getServerSession").invoke(delegate);
        Object login = session.getClass().getMethod("getLogin").invoke(session);
        login.getClass().getMethod("setQueryRetryAttemptCount", int.class).invoke(login, 0);
      }
    } catch (ReflectiveOperationException changed) {
      LOG.log(
          Level.WARNING,
          "EclipseLink's retries could not be switched off: while the database is down, a request"
              + " may take ten seconds",
          changed);
    } finally {
      entityManager.close();
    }
  }
}
