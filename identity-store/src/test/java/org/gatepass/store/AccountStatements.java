// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Statements on the tables of accounts, and the changes that the triggers must list for each. */
public final class AccountStatements {
  /** Three accounts, the first two of which are in a group. */
  public static final String ROWS =
      """
      delete from gatepass_account_group;
      delete from gatepass_account;
      insert into gatepass_account
        (id, name, active, login_by_header, security_stamp, version) values
        ('i1', 'alice', true, true, 's1', 0),
        ('i2', 'bob', true, true, 's2', 0),
        ('i3', 'carol', true, true, 's3', 0);
      insert into gatepass_account_group values ('i1', 'user'), ('i2', 'user');
      """;

  /** The listed changes, in the order of their names. */
  public static final String CHANGES =
      "select coalesce(string_agg(name || ' ' || kind, ', ' order by name), '')"
          + " from (select distinct name, kind from gatepass_change) as listed";

  /** A time in the year 9999, in milliseconds. */
  private static final String FUTURE = "253402300799999";

  private static final String OF_ALICE = " where id = 'i1'";

  private AccountStatements() {}

  /** The number of missing links from a revision to the present one: each 1 too few or too many. */
  public static String gaps(long before) {
    return """
        select (select count(*) from gatepass_change c where c.previous <> %1$d
            and not exists (select 1 from gatepass_change d where d.revision = c.previous))
          + (select count(*) from gatepass_revision r
            where not exists (select 1 from gatepass_change d where d.revision = r.revision))
        """
        .formatted(before);
  }

  public static String schema(String file) throws IOException {
    return text("schema/" + file);
  }

  /** The text of a file beside the package's classes. */
  static String text(String file) throws IOException {
    try (InputStream in = AccountStatements.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Statements, and the changes that the triggers list: names and kinds. */
  public static Stream<Arguments> all() {
    return Stream.of(
        raises("update gatepass_account set active = false where id = 'i1'", "alice REVOKED"),
        raises(
            "update gatepass_account set login_by_header = false where id = 'i1'", "alice REVOKED"),
        raises("update gatepass_account set password_hash = 'x' where id = 'i1'", "alice OTHER"),
        raises("update gatepass_account set stable_id = 'x' where id = 'i1'", "alice OTHER"),
        raises("update gatepass_account set security_stamp = 'x' where id = 'i1'", "alice REVOKED"),
        raises(
            "update gatepass_account set name = 'dora' where id = 'i1'",
            "alice RENAMED, dora RENAMED"),
        raises("update gatepass_account set id = 'i9' where id = 'i3'", "carol OTHER"),
        raises(
            "update gatepass_account set email = 'x@example.org' where id = 'i1'", "alice OTHER"),
        raises("update gatepass_account set display_name = 'X' where id = 'i1'", "alice OTHER"),
        raises("update gatepass_account set active = (id <> 'i2')", "bob REVOKED"),
        raises(
            "update gatepass_account set password_change_required = true where id = 'i1'",
            "alice REVOKED"),
        raises(
            "update gatepass_account set password_change_required = false where id = 'i1'",
            "alice OTHER"),
        raises("update gatepass_account set locked_until = " + FUTURE + OF_ALICE, "alice REVOKED"),
        raises("update gatepass_account set locked_until = 1" + OF_ALICE, "alice OTHER"),
        raises("update gatepass_account set expires_at = 1" + OF_ALICE, "alice REVOKED"),
        raises("update gatepass_account set expires_at = " + FUTURE + OF_ALICE, "alice OTHER"),
        raises("update gatepass_account set password_expires_at = 1" + OF_ALICE, "alice REVOKED"),
        raises(
            "update gatepass_account set password_expires_at = " + FUTURE + OF_ALICE,
            "alice OTHER"),
        raises("delete from gatepass_account where id = 'i3'", "carol DELETED"),
        raises("delete from gatepass_account where id = 'i1'", "alice DELETED"),
        raises("insert into gatepass_account_group values ('i1', 'administrator')", "alice GROUPS"),
        raises(
            "insert into gatepass_account_group values ('i2', 'x'), ('i3', 'x'), ('i3', 'y')",
            "bob GROUPS, carol GROUPS"),
        raises(
            "update gatepass_account_group set account_id = 'i3' where account_id = 'i2'",
            "bob GROUPS, carol GROUPS"),
        raises(
            "update gatepass_account_group set group_name = 'x' where account_id = 'i1'",
            "alice GROUPS"),
        raises("delete from gatepass_account_group where account_id = 'i1'", "alice GROUPS"),
        leaves("update gatepass_account set last_login = current_timestamp where id = 'i1'"),
        leaves(
            "update gatepass_account set active = active, password_hash = password_hash,"
                + " last_login = current_timestamp, version = version + 1"),
        leaves(
            "insert into gatepass_account"
                + " (id, name, active, login_by_header, security_stamp, version)"
                + " values ('i4', 'dora', true, true, 's4', 0)"),
        leaves("select count(*) from gatepass_account"));
  }

  private static Arguments raises(String statement, String changes) {
    return arguments(statement, changes);
  }

  private static Arguments leaves(String statement) {
    return arguments(statement, "");
  }
}
