// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A trigger of H2 that raises the revision of the accounts when others than {@link UserAccounts}
 * write to them: what {@code triggers-postgresql.sql} does in PostgreSQL. The file {@code
 * triggers-h2.sql} beside the migrations makes the triggers. It is public for H2's sake, and works
 * where H2 or the thread that changes an account finds this class.
 */
public final class RevisionTrigger implements Trigger {
  /** Columns that say nothing of what a caller may do. */
  private static final Set<String> OTHERS = Set.of("last_login", "version");

  private String schema = "";

  /** The places of the other columns. */
  private List<Integer> columns = List.of();

  /** For H2. */
  public RevisionTrigger() {}

  @Override
  public void init(
      Connection connection,
      String schemaName,
      String triggerName,
      String tableName,
      boolean before,
      int type)
      throws SQLException {
    schema = schemaName;
    List<Integer> found = new ArrayList<>();
    try (ResultSet names = connection.getMetaData().getColumns(null, schemaName, tableName, null)) {
      while (names.next()) {
        if (!OTHERS.contains(names.getString("COLUMN_NAME").toLowerCase(Locale.ROOT))) {
          found.add(names.getInt("ORDINAL_POSITION") - 1);
        }
      }
    }
    columns = List.copyOf(found);
  }

  @Override
  public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
      throws SQLException {
    if (oldRow != null
        && newRow != null
        && columns.stream().allMatch(column -> Objects.equals(oldRow[column], newRow[column]))) {
      return;
    }
    try (PreparedStatement raise =
        connection.prepareStatement(
            "update \""
                + schema.replace("\"", "\"\"")
                + "\".gatepass_revision"
                + " set revision = revision + 1 + cast(floor(rand() * 1000000000) as bigint)"
                + " where id = 1")) {
      if (raise.executeUpdate() == 0) {
        throw new SQLException("gatepass_revision has no row");
      }
    }
  }
}
