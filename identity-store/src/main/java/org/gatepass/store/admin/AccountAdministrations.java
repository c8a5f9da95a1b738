// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.admin;

import org.gatepass.RemoteUserPrincipal;
import org.gatepass.store.UserAccount;
import org.gatepass.store.UserAccounts;

/**
 * Makes administrations of the {@link UserAccount} rows. The bean can be injected wherever {@link
 * UserAccounts} can. Safe for use by many threads.
 */
public interface AccountAdministrations {
  /**
   * Returns an administration of the accounts that protects local administrators from callers
   * without a password.
   *
   * @param caller the caller who administers the accounts
   * @param administratorsGroup the group of administrators; its members with a password are local
   *     administrators
   * @return the administration, valid as long as the principal is: usually for one request
   */
  AccountAdministration by(RemoteUserPrincipal caller, String administratorsGroup);
}
