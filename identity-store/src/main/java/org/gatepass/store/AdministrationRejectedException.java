// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

/** An {@link AccountAdministration} did not do what it was asked to. Nothing has changed then. */
public final class AdministrationRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why an administration rejects. */
  public enum Reason {
    /** A local administrator is touched, or made, by somebody who has given no password. */
    LOCAL_ADMINISTRATOR,
    /** No active local administrator would be left. */
    LAST_LOCAL_ADMINISTRATOR,
    /** There is an account of this name, or of one that the database takes for equal. */
    NAME_TAKEN,
    /** The database is read-only: after a fail-over, say. */
    READ_ONLY_DATABASE
  }

  private final Reason reason;

  AdministrationRejectedException(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  AdministrationRejectedException(Reason reason, Throwable cause) {
    super(reason.name(), cause);
    this.reason = reason;
  }

  /**
   * Why it rejects.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
