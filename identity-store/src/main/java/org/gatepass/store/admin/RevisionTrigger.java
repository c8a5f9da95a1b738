// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.gatepass.store.UserAccounts;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * An H2 trigger that raises the revision of the accounts when other software than {@link
 * UserAccounts} writes to them. It does in H2 what {@code triggers-postgresql.sql} does in
 * PostgreSQL. The script {@code org/gatepass/store/schema/triggers-h2.sql} creates the triggers.
 * The class is public because H2 instantiates it; H2's class loader, or that of the thread that
 * changes an account, must find it.
 */
public final class RevisionTrigger implements Trigger {
  /** Columns that do not affect what a caller may do. */
  private static final Set<String> OTHERS = Set.of("last_login", "version");

  private String schema = "";

  /** The indexes of the other columns in a row, from 0. */
  private List<Integer> columns = List.of();

  /** Called by H2. */
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
