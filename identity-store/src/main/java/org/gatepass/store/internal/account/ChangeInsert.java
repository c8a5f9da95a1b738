// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import org.gatepass.store.AccountChange;
import org.gatepass.store.AccountRevision;
import org.gatepass.store.internal.freshness.Change;
import org.gatepass.store.internal.jpa.Database;
import org.gatepass.store.internal.jpa.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * Lists changes in the table of {@link AccountChange} rows. With Hibernate and EclipseLink the
 * database computes the numbers of a row from the revision, so that no query reads the revision.
 * Safe for use by many threads.
 */
final class ChangeInsert {
  private static final String HQL =
      "insert into AccountChange (previous, revision, name, kind)"
          + " select r.revision - :before, r.revision - :after, cast(:name as String),"
          + " cast(:kind as String) from AccountRevision r where r.id = :id";

  /** EclipseLink's language has no insert. */
  private static final String SQL =
      "insert into gatepass_change (previous, revision, name, kind)"
          + " select revision - ?1, revision - ?2, ?3, ?4 from gatepass_revision where id = ?5";

  private enum Statement {
    HQL,
    SQL,
    /** Reads the revision, and stores an entity. */
    NONE
  }

  /** Null before the first change. */
  private volatile @Nullable Statement statement;

  /**
   * Chooses the statement, before the transaction of a change. With EclipseLink this method tries
   * the SQL in a transaction of its own, without inserting a row. The SQL fails if the connection's
   * schema has no such tables, or if the database does not support the syntax. Those tables may
   * also be those of another application, so this method compares the revisions.
   */
  void choose(Database database) {
    if (statement != null) {
      return;
    }
    try {
      statement = database.write(ChangeInsert::supported).orElse(null);
    } catch (RuntimeException failure) {
      if (!SqlFailure.isUnknownStatement(failure)) {
        throw failure;
      }
      statement = Statement.NONE;
    }
  }

  /** The statement; empty if it can't be chosen before the first change. */
  private static Optional<Statement> supported(EntityManager entityManager) {
    String provider = entityManager.getDelegate().getClass().getName();
    if (provider.startsWith("org.hibernate.")) {
      return Optional.of(Statement.HQL);
    }
    if (!provider.startsWith("org.eclipse.persistence.")) {
      return Optional.of(Statement.NONE);
    }
    sql(entityManager, -1, 0, 0, new Change("", Change.Kind.OTHER)).executeUpdate();
    long mapped = RevisionRow.number(entityManager).orElse(0L);
    if (mapped == 0) {
      return Optional.empty();
    }
    List<?> named =
        entityManager
            .createNativeQuery("select revision from gatepass_revision where id = ?1")
            .setParameter(1, AccountRevision.ID)
            .getResultList();
    boolean isSame =
        named.size() == 1 && named.get(0) instanceof Number number && number.longValue() == mapped;
    return Optional.of(isSame ? Statement.SQL : Statement.NONE);
  }

  /**
   * Inserts a row in the current transaction, which has raised the revision.
   *
   * @param before the difference from the present revision to the one before the change
   * @param after the difference from the present revision to the one after the change
   */
  void insert(EntityManager entityManager, long before, long after, Change change) {
    Statement known = statement;
    if (known == Statement.HQL) {
      entityManager
          .createQuery(HQL)
          .setParameter("before", before)
          .setParameter("after", after)
          .setParameter("name", change.name())
          .setParameter("kind", change.kind().name())
          .setParameter("id", AccountRevision.ID)
          .executeUpdate();
    } else if (known == Statement.SQL) {
      sql(entityManager, AccountRevision.ID, before, after, change).executeUpdate();
    } else {
      long revision = RevisionRow.number(entityManager).orElseThrow();
      entityManager.persist(
          new AccountChange(
              revision - before, revision - after, change.name(), change.kind().name()));
    }
  }

  private static Query sql(
      EntityManager entityManager, int id, long before, long after, Change change) {
    return entityManager
        .createNativeQuery(SQL)
        .setParameter(1, before)
        .setParameter(2, after)
        .setParameter(3, change.name())
        .setParameter(4, change.kind().name())
        .setParameter(5, id);
  }
}
