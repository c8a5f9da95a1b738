// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@link UserAccount} that only Gatepass's own packages use: its key, the hash of
 * its password, its security stamp, the time of its latest login, the change of its name, and the
 * binding to a stable id at a login. Applications do not use this class. Like the packages called
 * {@code internal}, it may change in any version.
 */
public final class AccountInternals {
  /** The maximum length of an e-mail address in Java characters. */
  public static final int MAX_EMAIL = UserAccount.MAX_EMAIL;

  /** The maximum length of a display name in Java characters. */
  public static final int MAX_DISPLAY_NAME = UserAccount.MAX_DISPLAY_NAME;

  private AccountInternals() {}

  /**
   * The primary key.
   *
   * @param account the account
   * @return the key
   */
  public static String id(UserAccount account) {
    return account.id();
  }

  /**
   * The hash of the password.
   *
   * @param account the account
   * @return the hash, or null when there is no password
   */
  public static @Nullable String passwordHash(UserAccount account) {
    return account.passwordHash();
  }

  /**
   * A text that changes whenever remembered logins end.
   *
   * @param account the account
   * @return the text
   */
  public static String securityStamp(UserAccount account) {
    return account.securityStamp();
  }

  /**
   * Changes the caller name and ends remembered logins.
   *
   * @param account the account
   * @param newName the new name
   */
  public static void rename(UserAccount account, String newName) {
    account.rename(newName);
  }

  /**
   * Binds an unbound account to the stable id of a header login. Remembered logins stay valid.
   *
   * @param account the account
   * @param stableId the id
   */
  public static void bind(UserAccount account, String stableId) {
    account.bind(stableId);
  }

  /**
   * Whether an account can be bound to a stable id.
   *
   * @param stableId the id
   * @return false if {@link UserAccount#setStableId} rejects the id
   */
  public static boolean isStableId(String stableId) {
    try {
      StableIdRule.check(stableId);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /**
   * Sets the time of the latest login.
   *
   * @param account the account
   * @param now the time
   */
  public static void loggedIn(UserAccount account, Instant now) {
    account.loggedIn(now);
  }

  /**
   * Copies all values of another account except id, name and stamp, which are equal.
   *
   * @param account the account to change
   * @param other the account to copy
   */
  public static void takeOver(UserAccount account, UserAccount other) {
    account.takeOver(other);
  }
}
