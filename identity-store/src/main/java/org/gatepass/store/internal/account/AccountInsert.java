// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.account;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.gatepass.store.AccountInternals;
import org.gatepass.store.UserAccount;
import org.gatepass.store.internal.jpa.SqlFailure;
import org.jspecify.annotations.Nullable;

/**
 * Inserts new accounts without an exception when the name is taken, since provider and database
 * would log the exception with the name. Hibernate and EclipseLink support this on PostgreSQL,
 * MySQL and MariaDB, but not on H2. Safe for use by many threads.
 */
final class AccountInsert {
  /** For Hibernate 6.5 and later. */
  private static final String HQL =
      "insert into UserAccount (id, name, active, loginByHeader, securityStamp)"
          + " values (:id, :name, :active, :loginByHeader, :stamp)"
          + " on conflict (name) do nothing";

  private static final String SQL =
      "insert into gatepass_account (id, name, active, login_by_header, security_stamp, version)"
          + " values (?1, ?2, ?3, ?4, ?5, 0)";

  /**
   * The database's statement that inserts unless the name is taken; null before the first insert.
   */
  private volatile @Nullable String statement;

  /** Marks a database without such a statement. */
  private static final String NONE = "";

  /** The provider or the database does not support the statement. */
  static final class UnknownStatementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownStatementException(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Inserts an account in the current transaction.
   *
   * @return whether the account is stored; false when its name is taken
   * @throws UnknownStatementException when the caller must try again in a new transaction, which
   *     uses another statement
   */
  boolean insert(EntityManager entityManager, UserAccount account) {
    String known = statement;
    if (known == null) {
      known = find(entityManager);
      statement = known;
    }
    if (known.equals(NONE)) {
      entityManager.persist(account);
      return true;
    }
    UserAccount stored = null;
    try {
      // MySQL and MariaDB also count the existing row that has the name.
      if (query(entityManager, known, account).executeUpdate() > 0) {
        stored = entityManager.find(UserAccount.class, AccountInternals.id(account));
      }
    } catch (RuntimeException failure) {
      if (SqlFailure.isUnknownStatement(failure)) {
        statement = NONE;
        throw new UnknownStatementException(failure);
      }
      throw failure;
    }
    if (stored == null) {
      return false;
    }
    AccountInternals.takeOver(stored, account);
    return true;
  }

  private static Query query(EntityManager entityManager, String known, UserAccount account) {
    if (known.equals(HQL)) {
      return entityManager
          .createQuery(HQL)
          .setParameter("id", AccountInternals.id(account))
          .setParameter("name", account.getName())
          .setParameter("active", account.isActive())
          .setParameter("loginByHeader", account.isLoginByHeader())
          .setParameter("stamp", AccountInternals.securityStamp(account));
    }
    return entityManager
        .createNativeQuery(known)
        .setParameter(1, AccountInternals.id(account))
        .setParameter(2, account.getName())
        .setParameter(3, account.isActive())
        .setParameter(4, account.isLoginByHeader())
        .setParameter(5, AccountInternals.securityStamp(account));
  }

  private static String find(EntityManager entityManager) {
    String provider = entityManager.getDelegate().getClass().getName();
    if (provider.startsWith("org.hibernate.")) {
      return HQL;
    }
    if (!provider.startsWith("org.eclipse.persistence.")) {
      return NONE;
    }
    @Nullable Connection connection = entityManager.unwrap(Connection.class);
    try {
      String product = connection == null ? "" : connection.getMetaData().getDatabaseProductName();
      return switch (product) {
        case "PostgreSQL" -> SQL + " on conflict do nothing";
        // Not "insert ignore", which would store a name that does not fit the column as another
        // one.
        case "MySQL", "MariaDB" -> SQL + " on duplicate key update id = gatepass_account.id";
        default -> NONE;
      };
    } catch (SQLException unknown) {
      return NONE;
    }
  }
}
