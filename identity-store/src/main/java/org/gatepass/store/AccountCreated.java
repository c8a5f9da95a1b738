// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

/**
 * CDI event: an account was created for a caller whom a trusted proxy named and no store knew. It
 * comes after the account has been committed, once, on the node that created it.
 *
 * @param callerName the name of the account
 */
public record AccountCreated(String callerName) {}
