// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.jpa;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Names the remedy where a database rejects a statement as such: tables or columns are missing, or
 * the user of the data source has no right to them. Safe for use by many threads.
 */
final class MissingTables {
  private static final Logger LOG = System.getLogger(MissingTables.class.getName());
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();
  private static final AtomicLong LAST_LOGGED = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  private MissingTables() {}

  /** Logs the remedy at most once a minute, if it fits to this failure. */
  static void explain(RuntimeException failure) {
    long now = System.nanoTime();
    long last = LAST_LOGGED.get();
    if (now - last >= QUIET_NANOS && isLikely(failure) && LAST_LOGGED.compareAndSet(last, now)) {
      LOG.log(
          Level.ERROR,
          "The database rejects a statement over the accounts: tables or columns are missing, or the"
              + " user of the data source may not use them. For the ready-made accounts, run the"
              + " migrations org/gatepass/store/schema/V1__accounts.sql, V2__revision.sql,"
              + " V3__changes.sql, V4__ended_logins.sql, V5__password_change.sql,"
              + " V6__stable_ids.sql and V7__account_states.sql before the first request; those of"
              + " MariaDB are in org/gatepass/store/schema-mariadb/");
    }
  }

  /** Whether the SQL state is of the class "syntax error or access rule violation". */
  static boolean isLikely(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          // The old states of SQL Server begin with an S instead.
          && (sql.getSQLState().startsWith("42") || sql.getSQLState().startsWith("S0"))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
