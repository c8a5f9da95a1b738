// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Inserts new accounts so that a name that is taken is no exception, where database and provider
 * can: with Hibernate and EclipseLink on PostgreSQL, MySQL and MariaDB, and not on H2. Provider and
 * database would log an exception, with the name. Safe for use by many threads.
 */
final class AccountInsert {
  /** For Hibernate 6.5 and later. */
  private static final String HQL =
      "insert into UserAccount (id, name, active, loginByHeader, securityStamp)"
          + " values (:id, :name, :active, :loginByHeader, :stamp)"
          + " on conflict (name) do nothing";

  private static final String SQL =
      "into gatepass_account (id, name, active, login_by_header, security_stamp, version)"
          + " values (?1, ?2, ?3, ?4, ?5, 0)";

  /** How a database inserts what conflicts with nothing, or null before that is known. */
  private volatile @Nullable String statement;

  /** The statement of those that have none. */
  private static final String NONE = "";

  /** A provider or a database does not know the statement. */
  static final class UnknownStatementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownStatementException(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Inserts an account in the transaction at hand.
   *
   * @return whether it is stored; false when its name is taken
   * @throws UnknownStatementException when it can be inserted in a new transaction, in another way
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
    int inserted;
    try {
      inserted = query(entityManager, known, account).executeUpdate();
    } catch (RuntimeException failure) {
      if (isUnknown(failure)) {
        statement = NONE;
        throw new UnknownStatementException(failure);
      }
      throw failure;
    }
    if (inserted == 0) {
      return false;
    }
    entityManager.find(UserAccount.class, account.id()).takeOver(account);
    return true;
  }

  private static Query query(EntityManager entityManager, String known, UserAccount account) {
    if (known.equals(HQL)) {
      return entityManager
          .createQuery(HQL)
          .setParameter("id", account.id())
          .setParameter("name", account.getName())
          .setParameter("active", account.isActive())
          .setParameter("loginByHeader", account.isLoginByHeader())
          .setParameter("stamp", account.securityStamp());
    }
    return entityManager
        .createNativeQuery(known)
        .setParameter(1, account.id())
        .setParameter(2, account.getName())
        .setParameter(3, account.isActive())
        .setParameter(4, account.isLoginByHeader())
        .setParameter(5, account.securityStamp());
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
        case "PostgreSQL" -> "insert " + SQL + " on conflict do nothing";
        case "MySQL", "MariaDB" -> "insert ignore " + SQL;
        default -> NONE;
      };
    } catch (SQLException unknown) {
      return NONE;
    }
  }

  /** Whether it is the statement that is not understood; a database that is down says otherwise. */
  private static boolean isUnknown(RuntimeException failure) {
    SQLException ofDatabase = SqlFailure.in(failure);
    if (ofDatabase == null) {
      return true;
    }
    String state = String.valueOf(ofDatabase.getSQLState());
    return state.startsWith("42") || state.startsWith("0A");
  }
}
