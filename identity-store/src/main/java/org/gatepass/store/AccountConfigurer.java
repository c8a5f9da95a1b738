// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import org.gatepass.RemoteUserCredential;

/**
 * Configures the account of a caller at a header login: for example, sets groups by the mail
 * domain. An application provides one implementation as a CDI bean. Gatepass calls the bean when it
 * creates an account and at each header login. With persistent login that is when a session begins;
 * otherwise it is at most once an hour, when the last login is stored. Implementations must be safe
 * for use by many threads.
 *
 * <p>Changes to the account are stored in the transaction of the call, and apply to the current
 * request. An exception rolls the transaction back, and the request is answered with 500 ({@link
 * org.gatepass.Rejection#APPLICATION_FAILED}).
 */
@FunctionalInterface
public interface AccountConfigurer {
  /**
   * Configures an account.
   *
   * @param account the account, with the e-mail address and display name that the proxy sent
   * @param credential the values that the proxy asserted
   * @param created true for a new account; false at a later login
   */
  void configure(UserAccount account, RemoteUserCredential credential, boolean created);
}
