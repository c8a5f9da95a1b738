// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads SQL states and error codes from the exceptions of a persistence provider. */
public final class SqlFailure {
  /** The maximum number of causes that are read, since a chain of causes may be a ring. */
  private static final int MAX_CAUSES = 30;

  /** "Read-only SQL transaction" (SQL:2016, 25006), and H2's own. */
  private static final Set<String> READ_ONLY = Set.of("25006", "90097");

  /**
   * The error codes of databases without such a state: MySQL and MariaDB (1290, 1836), Oracle
   * (16000), SQL Server (3906).
   */
  private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1836, 16000, 3906);

  /**
   * The beginning of the states for values that a column can't hold (SQL:2016, "data exception").
   */
  private static final String UNFIT = "22";

  /** The error codes for such values: MySQL and MariaDB (1366), Oracle (12899). */
  private static final Set<Integer> UNFIT_CODES = Set.of(1366, 12899);

  /**
   * The beginnings of the states for a statement that the database does not support (SQL:2016,
   * "syntax error or access rule violation" and "feature not supported").
   */
  private static final List<String> UNKNOWN_STATEMENT = List.of("42", "0A");

  /**
   * The beginnings of the states of a transaction that another may have overtaken: "integrity
   * constraint violation", "transaction rollback", and "transaction resolution unknown" (SQL:2016),
   * and H2's own for a concurrent update.
   */
  private static final List<String> LOST_RACE = List.of("23", "40", "08007", "90131");

  /**
   * The error code of MariaDB, without such a state, for a row that has changed since the
   * transaction began to read ({@code innodb_snapshot_isolation}).
   */
  private static final int CHANGED_ROW_CODE = 1020;

  /** The beginning of the states for values that violate a constraint (SQL:2016). */
  private static final String CONSTRAINT = "23";

  /**
   * A lock or a statement took too long: H2 (HYT00), PostgreSQL (55P03, and 57014 "query
   * canceled"), MariaDB (70100 "query execution was interrupted").
   */
  private static final Set<String> TIMEOUT = Set.of("HYT00", "55P03", "57014", "70100");

  /** The error code of MySQL and MariaDB for a lock that took too long. */
  private static final int LOCK_TIMEOUT_CODE = 1205;

  private SqlFailure() {}

  /** The innermost exception of a database, or null when there is none. */
  public static @Nullable SQLException in(Throwable failure) {
    SQLException found = null;
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof SQLException ofDatabase) {
        found = ofDatabase;
      }
      cause = cause.getCause();
    }
    return found;
  }

  /**
   * Whether another transaction may have stored the same row before, or the commit of this one may
   * have succeeded although its confirmation was lost. True for a failure without a state.
   */
  public static boolean mayHaveLostARace(RuntimeException failure) {
    SQLException found = in(failure);
    return found == null
        || LOST_RACE.stream().anyMatch(String.valueOf(found.getSQLState())::startsWith)
        || (found.getErrorCode() == CHANGED_ROW_CODE && "HY000".equals(found.getSQLState()));
  }

  /** Whether a statement waited too long, such as for a row that another transaction has locked. */
  public static boolean isTimeout(Throwable failure) {
    SQLException found = in(failure);
    return found != null
        && (TIMEOUT.contains(String.valueOf(found.getSQLState()))
            || found.getErrorCode() == LOCK_TIMEOUT_CODE);
  }

  /** Whether a database is read-only, or a connection or a transaction is. */
  public static boolean isReadOnly(Throwable failure) {
    SQLException found = in(failure);
    return found != null
        && (READ_ONLY.contains(found.getSQLState())
            || READ_ONLY_CODES.contains(found.getErrorCode()));
  }

  /** Whether a column can't hold a value: it is too long, or not of its character set. */
  public static boolean isUnfitValue(Throwable failure) {
    SQLException found = in(failure);
    return found != null
        && (String.valueOf(found.getSQLState()).startsWith(UNFIT)
            || UNFIT_CODES.contains(found.getErrorCode()));
  }

  /** Whether a value may be the cause: it is unfit, or violates a constraint. */
  public static boolean mayBeOfAValue(Throwable failure) {
    SQLException found = in(failure);
    return found != null
        && (isUnfitValue(failure) || String.valueOf(found.getSQLState()).startsWith(CONSTRAINT));
  }

  /** Whether the provider or the database does not support a statement; false for a failed one. */
  public static boolean isUnknownStatement(RuntimeException failure) {
    SQLException found = in(failure);
    return found == null
        || UNKNOWN_STATEMENT.stream().anyMatch(String.valueOf(found.getSQLState())::startsWith);
  }
}
