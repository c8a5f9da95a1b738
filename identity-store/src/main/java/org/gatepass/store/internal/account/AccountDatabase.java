// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gatepass.spi.signout.EndedLogins;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.freshness.Freshness;
import org.gatepass.store.internal.freshness.RevisionClock;
import org.gatepass.store.internal.freshness.RevisionQuery;
import org.gatepass.store.internal.freshness.Revocations;
import org.gatepass.store.internal.jpa.Database;

/**
 * The database of {@link UserAccount} rows, and the one place that writes to them. A change raises
 * the revision in its own transaction; this node reads the change from the end of that transaction
 * on. Safe for use by many threads.
 *
 * @param database the persistence unit
 * @param row the revision in the database
 * @param revisions the revision that this node has read
 * @param inserts how new accounts are inserted
 * @param ended the logins that have ended before their maximum age
 */
public record AccountDatabase(
    Database database,
    RevisionRow row,
    RevisionClock revisions,
    AccountInsert inserts,
    EndedLoginRows ended) {

  /**
   * The {@link UserAccount} rows in a persistence unit.
   *
   * @param database the persistence unit
   * @param freshness how long a read revision is valid
   */
  public static AccountDatabase of(Database database, Freshness freshness) {
    RevisionRow row = new RevisionRow(database);
    EndedLoginRows ended = new EndedLoginRows(database, row, InstantSource.system());
    RevisionQuery query = ended;
    return new AccountDatabase(database, row, freshness.clock(query), new AccountInsert(), ended);
  }

  /** Ends logins on all nodes; has no effect in a unit without the entity. */
  public void end(EndedLogins.End end) {
    if (ended.isMapped()) {
      ended.store(this, end);
    }
  }

  /**
   * The ends with some keys, as of the latest reading of the revision. Without a staleness, a query
   * reads them.
   */
  public List<EndedLogins.End> ends(Collection<String> keys) {
    if (!ended.isMapped()) {
      return List.of();
    }
    if (!revisions.isLasting()) {
      return ended.read(keys);
    }
    revisions.readIfTooOld();
    return ended.find(keys);
  }

  /** Reads, and detaches the result. */
  public <T> T read(Function<EntityManager, T> work) {
    return database.read(work);
  }

  /**
   * The stored data of an account, without its password hash, security stamp and version.
   *
   * @param name the caller name, compared exactly
   * @return the names of attributes and their values; empty when no account has this name
   */
  public Optional<Map<String, Object>> export(String name) {
    boolean listing = row.listsChanges();
    return read(entityManager -> AccountExport.of(entityManager, name, listing));
  }

  /** Reads committed data, also while a transaction is open. */
  public <T> T readCommitted(Function<EntityManager, T> work) {
    return database.readCommitted(work);
  }

  /**
   * Does work that may change accounts. The caller of this method fires the events about the
   * changes.
   *
   * @param changes the changes that the result of the work means; none for an empty list
   */
  public <T> T change(Function<EntityManager, T> work, Function<T, List<Change>> changes) {
    row.prepare();
    List<Change> raised = new ArrayList<>();
    List<Revocations.Listed> listed = new ArrayList<>();
    boolean committed = false;
    try {
      T done =
          database.write(
              entityManager -> {
                T result = work.apply(entityManager);
                List<Change> made = changes.apply(result);
                if (!made.isEmpty()) {
                  raised.addAll(made);
                  listed.addAll(row.raise(entityManager, made));
                  revisions.revocations().begin(listed);
                }
                return result;
              });
      committed = true;
      return done;
    } finally {
      // Even after a failure: the commit may have succeeded although its confirmation was lost.
      forget(raised);
      revisions.revocations().end(listed, committed);
    }
  }

  private void forget(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    if (row.listsChanges()) {
      revisions.forget(changes);
    } else {
      revisions.expire();
    }
  }

  /**
   * Stores a new account, unless its name is taken.
   *
   * @param account the account
   * @param before prepares the account in the same transaction, without a lock on its row
   * @return whether the account is stored; a taken name is an exception where the database can't
   *     report it otherwise
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
   * Stores a new account, unless its name is taken, even if another node takes it meanwhile.
   *
   * @return whether the account is stored
   */
  public boolean insertIfAbsent(UserAccount account) {
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

  /** Whether this name, or one that the database treats as equal, is taken. */
  boolean isTaken(String name) {
    return readCommitted(entityManager -> !AccountRows.equalTo(entityManager, name).isEmpty());
  }

  /**
   * Writes what does not change any cached caller: a new account, the time of a login, a better
   * hash of the same password. The revision stays the same, so that logins neither wait for each
   * other nor empty the caches of all nodes.
   */
  public <T> T note(Function<EntityManager, T> work) {
    return database.write(work);
  }

  /**
   * Runs a write that no login depends on. The request waits for a limited time.
   *
   * @throws org.gatepass.store.internal.jpa.LateException when the write may succeed later, or is
   *     left out because too many are under way
   */
  <T> T noteIfFree(Function<EntityManager, T> work) {
    return revisions.writeIfFree(() -> note(work));
  }
}
