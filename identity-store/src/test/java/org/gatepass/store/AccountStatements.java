// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Statements on the tables of accounts, and whether the triggers must raise the revision for each.
 */
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

  private AccountStatements() {}

  public static String schema(String file) throws IOException {
    try (InputStream in = AccountStatements.class.getResourceAsStream("schema/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Statements, and whether they raise the revision. */
  public static Stream<Arguments> all() {
    return Stream.of(
        raises("update gatepass_account set active = false where id = 'i1'"),
        raises("update gatepass_account set login_by_header = false where id = 'i1'"),
        raises("update gatepass_account set password_hash = 'x' where id = 'i1'"),
        raises("update gatepass_account set security_stamp = 'x' where id = 'i1'"),
        raises("update gatepass_account set name = 'dora' where id = 'i1'"),
        raises("update gatepass_account set id = 'i9' where id = 'i3'"),
        raises("update gatepass_account set email = 'x@example.org' where id = 'i1'"),
        raises("update gatepass_account set display_name = 'X' where id = 'i1'"),
        raises("update gatepass_account set active = (id <> 'i2')"),
        raises("delete from gatepass_account where id = 'i3'"),
        raises("delete from gatepass_account where id = 'i1'"),
        raises("insert into gatepass_account_group values ('i1', 'administrator')"),
        raises("update gatepass_account_group set group_name = 'x' where account_id = 'i1'"),
        raises("delete from gatepass_account_group where account_id = 'i1'"),
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

  private static Arguments raises(String statement) {
    return arguments(statement, true);
  }

  private static Arguments leaves(String statement) {
    return arguments(statement, false);
  }
}
