// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

/** {@link AccountAdministration} has rejected a change. The database is unchanged. */
public final class AdministrationRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why a change was rejected. */
  public enum Reason {
    /**
     * A caller who has not logged in by password may not change or create a local administrator.
     */
    LOCAL_ADMINISTRATOR,
    /**
     * The change would take away the last active local administrator, or the last one whose account
     * and password have no end and who need not change the password. A locked or expired account is
     * not active here.
     */
    LAST_LOCAL_ADMINISTRATOR,
    /** An account of this name exists, or of a name that the database treats as equal. */
    NAME_TAKEN,
    /** Another account is bound to this stable id. */
    STABLE_ID_TAKEN,
    /** The database is read-only, for example after a fail-over. */
    READ_ONLY_DATABASE
  }

  private final Reason reason;

  /**
   * Creates an exception.
   *
   * @param reason why the change was rejected
   */
  public AdministrationRejectedException(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  /**
   * Creates an exception.
   *
   * @param reason why the change was rejected
   * @param cause the failure of the database
   */
  public AdministrationRejectedException(Reason reason, Throwable cause) {
    super(reason.name(), cause);
    this.reason = reason;
  }

  /**
   * Why the change was rejected.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
