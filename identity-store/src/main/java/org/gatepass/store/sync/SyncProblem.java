// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.sync;

import java.util.Objects;

/**
 * An entry that {@link DirectorySync} has not stored, or not completely, or a missing account that
 * stays active ({@link Reason#NOT_STORED}). Immutable.
 *
 * @param name the caller name of the entry, as exported: it may contain any characters; of a
 *     missing account, its name
 * @param reason why the entry was not stored, or not completely
 */
public record SyncProblem(String name, Reason reason) {
  /** Why an entry was not stored, or not completely. */
  public enum Reason {
    /** The name is not a valid caller name ({@link org.gatepass.CallerNames}). */
    INVALID_NAME(false),
    /** The stable id is malformed ({@link org.gatepass.store.UserAccount#setStableId}). */
    INVALID_STABLE_ID(false),
    /** The database treats the name of another account as equal, for example by case. */
    NAME_TAKEN(false),
    /**
     * The account of this name is bound to another stable id, or another account than that of this
     * name is bound to the entry's stable id.
     */
    WRONG_ID(false),
    /** The account is a local administrator, or would become one. */
    LOCAL_ADMINISTRATOR(false),
    /**
     * The entry is active, and the account's header login is forbidden: the account is not the
     * directory's. A rename leaves such an account under the former name, for example.
     */
    HEADER_LOGIN_NOT_ALLOWED(false),
    /**
     * The entry is active. The account is inactive and has a password, which an activation would
     * make valid again. An administrator removes the password, or activates the account.
     */
    INACTIVE_WITH_PASSWORD(false),
    /** The database rejected the values, or other transactions changed the account repeatedly. */
    NOT_STORED(false),
    /**
     * The entry is stored, except for the name: its stable id belongs to an account of another
     * name. Rename that account, if the name is valid and free.
     */
    OTHER_NAME(true),
    /**
     * The entry is stored without values that are too long or have unfit characters, or without the
     * administrators' group of an inactive account that has a password.
     */
    VALUE_LEFT_OUT(true);

    private final boolean stored;

    Reason(boolean stored) {
      this.stored = stored;
    }

    /**
     * Whether the entry is stored nevertheless, in part.
     *
     * @return false if the entry has changed nothing
     */
    public boolean isStored() {
      return stored;
    }
  }

  /**
   * Checks for nulls.
   *
   * @param name the caller name of the entry
   * @param reason why the entry was not stored, or not completely
   */
  public SyncProblem {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reason, "reason");
  }

  /** The class and the reason: the name is personal data. */
  @Override
  public String toString() {
    return "SyncProblem " + reason;
  }
}
