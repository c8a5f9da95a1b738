// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.gatepass.store.UserAccounts;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * An H2 trigger that raises the revision of the accounts, and lists the changed account, when other
 * software than {@link UserAccounts} writes to them. It does in H2 what {@code
 * triggers-postgresql.sql} does in PostgreSQL. The script {@code
 * org/gatepass/store/schema/triggers-h2.sql} creates the triggers. The class is public because H2
 * instantiates it; H2's class loader, or that of the thread that changes an account, must find it.
 */
public final class RevisionTrigger implements Trigger {
  /** Columns that do not affect what a caller may do. */
  private static final Set<String> OTHERS = Set.of("last_login", "version");

  private static final int MAX_STEP = 1 << 30;

  /** At least this many changes stay when the list is swept. */
  private static final long MIN_KEPT = 1_000;

  /** On average one change in this many sweeps the list. */
  private static final int SWEEP = 32;

  private String schema = "";

  /** The indexes of the columns in a row, from 0, by their names in lower case. */
  private Map<String, Integer> columns = Map.of();

  /** Whether the table of changes has been found. */
  private volatile boolean listing;

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
    Map<String, Integer> found = new HashMap<>();
    try (ResultSet names = connection.getMetaData().getColumns(null, schemaName, tableName, null)) {
      while (names.next()) {
        found.put(
            names.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
            names.getInt("ORDINAL_POSITION") - 1);
      }
    }
    columns = Map.copyOf(found);
  }

  @Override
  public void fire(Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
      throws SQLException {
    if (oldRow != null
        && newRow != null
        && columns.keySet().stream()
            .filter(column -> !OTHERS.contains(column))
            .allMatch(column -> !differs(oldRow, newRow, column))) {
      return;
    }
    List<String> names = new ArrayList<>();
    String kind;
    if (columns.containsKey("account_id")) {
      lock(connection);
      names.addAll(namesOfAccounts(connection, oldRow, newRow));
      kind = "GROUPS";
    } else {
      names.addAll(values("name", oldRow, newRow));
      kind = kind(oldRow, newRow);
    }
    for (String name : names) {
      raise(connection, name, kind);
    }
  }

  private boolean differs(Object[] oldRow, Object[] newRow, String column) {
    int index = columns.getOrDefault(column, 0);
    return !Objects.equals(oldRow[index], newRow[index]);
  }

  private boolean becomes(boolean value, Object[] oldRow, Object[] newRow, String column) {
    return differs(oldRow, newRow, column)
        && Boolean.valueOf(value).equals(newRow[columns.getOrDefault(column, 0)]);
  }

  private String kind(Object @Nullable [] oldRow, Object @Nullable [] newRow) {
    if (oldRow == null || newRow == null) {
      return "DELETED";
    }
    if (differs(oldRow, newRow, "name")) {
      return "RENAMED";
    }
    return differs(oldRow, newRow, "security_stamp")
            || becomes(false, oldRow, newRow, "active")
            || becomes(false, oldRow, newRow, "login_by_header")
            || becomes(true, oldRow, newRow, "password_change_required")
            || (!isBarred(oldRow) && isBarred(newRow))
            || (!hasCome(oldRow, "password_expires_at") && hasCome(newRow, "password_expires_at"))
        ? "REVOKED"
        : "OTHER";
  }

  /** Whether an account is locked or expired now. */
  private boolean isBarred(Object[] row) {
    return (value(row, "locked_until") instanceof Long end && end > System.currentTimeMillis())
        || hasCome(row, "expires_at");
  }

  private boolean hasCome(Object[] row, String column) {
    return value(row, column) instanceof Long time && time <= System.currentTimeMillis();
  }

  /** The value of a column; null in a table without the column. */
  private @Nullable Object value(Object[] row, String column) {
    Integer index = columns.get(column);
    return index == null ? null : row[index];
  }

  /** The different values of a column before and after. */
  private Set<String> values(
      String column, Object @Nullable [] oldRow, Object @Nullable [] newRow) {
    Set<String> values = new TreeSet<>();
    int index = columns.getOrDefault(column, 0);
    if (oldRow != null) {
      values.add(String.valueOf(oldRow[index]));
    }
    if (newRow != null) {
      values.add(String.valueOf(newRow[index]));
    }
    return values;
  }

  /**
   * Locks the revision, before the name of an account is read: an account that is being renamed
   * would be listed by its former name, after the new one.
   */
  private void lock(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "update " + table("revision") + " set revision = revision where id = 1")) {
      lock.executeUpdate();
    }
  }

  /** The names for a group's row. A deleted account has none: its deletion has an entry. */
  private List<String> namesOfAccounts(
      Connection connection, Object @Nullable [] oldRow, Object @Nullable [] newRow)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement find =
        connection.prepareStatement(
            // H2 may return the previous result of a query that is repeated.
            "select name from "
                + table("account")
                + " where id = ? and cast(? as bigint) is not null")) {
      for (String id : values("account_id", oldRow, newRow)) {
        find.setString(1, id);
        find.setLong(2, ThreadLocalRandom.current().nextLong());
        try (ResultSet row = find.executeQuery()) {
          if (row.next()) {
            names.add(row.getString(1));
          }
        }
      }
    }
    return names;
  }

  private String table(String name) {
    return "\"" + schema.replace("\"", "\"\"") + "\".gatepass_" + name;
  }

  private void raise(Connection connection, String name, String kind) throws SQLException {
    long step = 1L + ThreadLocalRandom.current().nextInt(MAX_STEP);
    try (PreparedStatement raise =
        connection.prepareStatement(
            "update " + table("revision") + " set revision = revision + ? where id = 1")) {
      raise.setLong(1, step);
      if (raise.executeUpdate() == 0) {
        throw new SQLException("gatepass_revision has no row");
      }
    }
    // Without the table each node forgets all accounts.
    if (hasList(connection)) {
      list(connection, step, name, kind);
    }
  }

  private boolean hasList(Connection connection) throws SQLException {
    if (!listing) {
      try (ResultSet found =
          connection.getMetaData().getTables(null, schema, "GATEPASS_CHANGE", null)) {
        listing = found.next();
      }
    }
    return listing;
  }

  private void list(Connection connection, long step, String name, String kind)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into "
                + table("change")
                + " (revision, previous, name, kind) select revision, revision - ?, ?, ? from "
                + table("revision")
                + " where id = 1")) {
      insert.setLong(1, step);
      insert.setString(2, name);
      insert.setString(3, kind);
      insert.executeUpdate();
    }
    if (step % SWEEP == 0) {
      try (PreparedStatement sweep =
          connection.prepareStatement(
              "delete from "
                  + table("change")
                  + " where revision < (select revision - ? from "
                  + table("revision")
                  + " where id = 1)")) {
        sweep.setLong(1, MIN_KEPT * MAX_STEP);
        sweep.executeUpdate();
      }
    }
  }
}
