// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.sync;

import jakarta.persistence.EntityManager;

/**
 * Lets Hibernate send the statements of one entity manager in JDBC batches. Jakarta Persistence has
 * no such setting, and Hibernate's own one ({@code hibernate.jdbc.batch_size}) is off by default.
 * EclipseLink has a property of the persistence unit only.
 */
final class JdbcBatches {
  private static final int SIZE = 100;

  private JdbcBatches() {}

  static void use(EntityManager entityManager) {
    Object session = entityManager.getDelegate();
    try {
      // By name: the library has no dependency on a provider.
      session.getClass().getMethod("setJdbcBatchSize", Integer.class).invoke(session, SIZE);
    } catch (ReflectiveOperationException noBatches) {
      // Another provider sends the statements as its persistence unit configures.
    }
  }
}
