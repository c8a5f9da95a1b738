// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.EntityManager;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The database of the ready-made accounts, and the one place that writes to them: a change raises
 * the revision in its own transaction, and is seen by this node from its end on. Safe for use by
 * many threads.
 *
 * @param database the persistence unit
 * @param row the revision in the database
 * @param revisions the revision as this node knows it
 * @param inserts how new accounts are inserted
 */
record AccountDatabase(
    Database database, RevisionRow row, RevisionClock revisions, AccountInsert inserts) {

  <T> T read(Function<EntityManager, T> work) {
    return database.read(work);
  }

  /** Reads what is committed, whatever transaction is open. */
  <T> T readCommitted(Function<EntityManager, T> work) {
    return database.readCommitted(work);
  }

  /** Changes an account. */
  <T> T change(Function<EntityManager, T> work) {
    return change(work, result -> true);
  }

  /**
   * Does what may change an account.
   *
   * @param isChange whether it has, by what came out of the work
   */
  <T> T change(Function<EntityManager, T> work, Predicate<T> isChange) {
    AtomicBoolean raised = new AtomicBoolean();
    try {
      return database.write(
          entityManager -> {
            T result = work.apply(entityManager);
            if (isChange.test(result)) {
              raised.set(true);
              row.raise(entityManager);
            }
            return result;
          });
    } finally {
      // Failed or not: a commit may have succeeded although nobody heard of it.
      if (raised.get()) {
        revisions.expire();
      }
    }
  }

  /**
   * Stores a new account, unless its name is taken.
   *
   * @param account the account
   * @param before what to do to it first in the same transaction; its row is not locked meanwhile
   * @return whether it is stored; where the database can't tell that the name is taken, that is an
   *     exception
   */
  boolean insert(UserAccount account, Consumer<UserAccount> before) {
    Function<EntityManager, Boolean> work =
        entityManager -> {
          before.accept(account);
          return inserts.insert(entityManager, account);
        };
    try {
      return note(work);
    } catch (AccountInsert.UnknownStatementException otherwise) {
      return note(work);
    }
  }

  /**
   * Stores a new account, unless its name is taken, also by another node meanwhile.
   *
   * @return whether it is stored
   */
  boolean insertIfAbsent(UserAccount account) {
    if (isTaken(account.getName())) {
      return false;
    }
    try {
      return insert(account, nothing -> {});
    } catch (RuntimeException failure) {
      if (isTaken(account.getName())) {
        return false; // another node was faster
      }
      throw failure;
    }
  }

  /** Whether the database would not take a new account of this name. */
  boolean isTaken(String name) {
    return readCommitted(entityManager -> !AccountRows.equalTo(entityManager, name).isEmpty());
  }

  /**
   * Writes what is no change of what is remembered of anybody: a new account, the time of a login,
   * a better hash of the same password. It leaves the revision as it is, so that those who log in
   * neither wait for each other nor make all nodes forget.
   */
  <T> T note(Function<EntityManager, T> work) {
    return database.write(work);
  }
}
