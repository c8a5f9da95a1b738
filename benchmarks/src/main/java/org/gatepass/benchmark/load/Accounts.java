// SPDX-License-Identifier: Apache-2.0
package org.gatepass.benchmark.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.gatepass.benchmark.load.war.ChangedServlet;
import org.gatepass.store.UserAccount;

/** The accounts that callers have, all active, in one group, with one password. */
final class Accounts {
  /** The password of each account. */
  static final String PASSWORD = "load-password";

  /** Soteria's default. */
  static final int USUAL_ITERATIONS = 2048;

  /** Soteria's minimum. */
  static final int FEWEST_ITERATIONS = 1024;

  private static final int STEP = 100_000;
  private static final int HASH_BITS = 256;
  private static final byte[] SALT =
      "a salt that is known to everybody".getBytes(StandardCharsets.US_ASCII);

  private static final String ACCOUNT_ROWS =
      """
      insert into gatepass_account
        (id, name, email, active, login_by_header, password_hash, security_stamp, last_login, version)
      select 'id-' || x, 'caller' || x, 'caller' || x || '@example.org', true, true,
        case mod(x, 2) when 0 then '%s' else '%s' end, lpad(cast(x as varchar), 36, '0'),
        timestamp '%s', 0
      from %s as numbers(x)""";

  private static final String GROUP_ROWS =
      """
      insert into gatepass_account_group (account_id, group_name)
      select 'id-' || x, '%s' from %s as numbers(x)""";

  private Accounts() {}

  /** Creates the tables and the accounts, with a login just now: a login is stored once an hour. */
  static void make(Sql sql, Database database, int count)
      throws IOException, InterruptedException, GeneralSecurityException {
    sql.execute(migration("V1__accounts.sql"));
    sql.execute(migration("V2__revision.sql"));
    sql.execute(migration("V3__changes.sql"));
    sql.execute(migration("V5__password_change.sql"));
    sql.execute(migration("V6__stable_ids.sql"));
    sql.execute(migration("V7__account_states.sql"));
    String now =
        LocalDateTime.now(ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
    String cheapHash = hash(FEWEST_ITERATIONS);
    String usualHash = hash(USUAL_ITERATIONS);
    for (int from = 1; from <= count; from += STEP) {
      String numbers = database.numbers(from, Math.min(count, from + STEP - 1));
      sql.execute(ACCOUNT_ROWS.formatted(cheapHash, usualHash, now, numbers));
      sql.execute(GROUP_ROWS.formatted("user", numbers));
    }
    sql.execute("analyze");
  }

  /** Lets other software change accounts, and puts each into a group to change. */
  static void allowChanges(Sql sql, Database database, int count)
      throws IOException, InterruptedException {
    for (int from = 1; from <= count; from += STEP) {
      String numbers = database.numbers(from, Math.min(count, from + STEP - 1));
      sql.execute(GROUP_ROWS.formatted(ChangedServlet.GROUP + 0, numbers));
    }
    sql.execute(migration(database.triggers()));
    sql.execute("analyze");
  }

  private static String migration(String file) throws IOException {
    try (InputStream in = UserAccount.class.getResourceAsStream("schema/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The password's hash as Jakarta Security writes it. */
  private static String hash(int iterations) throws GeneralSecurityException {
    String algorithm = "PBKDF2WithHmacSHA256";
    byte[] hash =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), SALT, iterations, HASH_BITS))
            .getEncoded();
    Base64.Encoder base64 = Base64.getEncoder();
    return algorithm
        + ":"
        + iterations
        + ":"
        + base64.encodeToString(SALT)
        + ":"
        + base64.encodeToString(hash);
  }
}
