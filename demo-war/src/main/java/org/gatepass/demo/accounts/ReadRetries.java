// SPDX-License-Identifier: Apache-2.0
package org.gatepass.demo.accounts;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * EclipseLink sends a read again when its connection has failed, up to three times, and waits for
 * five seconds before the second and the third: a request would wait for ten seconds for a database
 * that is down. There is no property for it; other providers have no such thing.
 */
final class ReadRetries {
  private static final Logger LOG = System.getLogger(ReadRetries.class.getName());

  private ReadRetries() {}

  /** Switches them off in a persistence unit. Without EclipseLink's classes at compile time. */
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
