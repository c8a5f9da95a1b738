// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A persistence unit of the application. No transaction is open when the container calls a
 * mechanism, so each write has its own; a read needs none. Safe for use by many threads.
 *
 * @param factory the unit
 * @param transaction runs the writes
 */
public record Database(EntityManagerFactory factory, NewTransaction transaction) {

  /**
   * Reads, and detaches the result. An entity manager that is created within a transaction of the
   * application joins that transaction, and would store later changes of its entities.
   */
  public <T> T read(Function<EntityManager, T> work) {
    return with(
        entityManager -> {
          try {
            return work.apply(entityManager);
          } finally {
            entityManager.clear();
          }
        });
  }

  private <T> T with(Function<EntityManager, T> work) {
    EntityManager entityManager = factory.createEntityManager();
    try {
      return work.apply(entityManager);
    } catch (RuntimeException failure) {
      MissingTables.explain(failure);
      throw failure;
    } finally {
      entityManager.close();
    }
  }

  /**
   * Reads outside any transaction. An open transaction of the application may show uncommitted
   * data, or data from before it began.
   */
  public <T> T readCommitted(Function<EntityManager, T> work) {
    return unchecked(() -> transaction.without(() -> read(work)));
  }

  /** Writes in a transaction of its own. */
  public <T> T write(Function<EntityManager, T> work) {
    return unchecked(() -> transaction.run(() -> with(joined(work))));
  }

  private static <T> T unchecked(Callable<T> transaction) {
    try {
      return transaction.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // On WildFly the interceptor throws the transaction manager's checked exceptions.
      throw new PersistenceException("The transaction failed", e);
    }
  }

  private static <T> Function<EntityManager, T> joined(Function<EntityManager, T> work) {
    return entityManager -> {
      entityManager.joinTransaction();
      T result = work.apply(entityManager);
      entityManager.flush();
      return result;
    };
  }
}
