// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

/**
 * CDI event: Gatepass has created an account for an unknown caller, named by a trusted proxy. The
 * event is fired once, after the commit, on the node that created the account.
 *
 * @param callerName the caller name of the new account
 */
public record AccountCreated(String callerName) {}
