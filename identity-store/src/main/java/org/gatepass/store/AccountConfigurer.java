// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import org.gatepass.RemoteUserCredential;

/**
 * Configures the account of a caller who comes in by header: groups by the mail domain, say. An
 * application provides one as a CDI bean. It is asked when the account is created and at each
 * login: where callers are remembered, when a session begins; else at most once an hour, when the
 * last login is noted. Implementations must be safe for use by many threads.
 *
 * <p>What is changed in the account is stored with the transaction in which this is called, and
 * counts for the request at hand. An exception rolls it back, and the request is answered with 500
 * ({@link org.gatepass.Rejection#APPLICATION_FAILED}).
 */
@FunctionalInterface
public interface AccountConfigurer {
  /**
   * Configures an account.
   *
   * @param account the account, with the e-mail address and display name that the proxy sent
   * @param credential what the proxy asserted
   * @param created whether the account is being created
   */
  void configure(UserAccount account, RemoteUserCredential credential, boolean created);
}
