// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: permissions or logins of a caller have been revoked. The account was deactivated,
 * deleted or renamed, its header login was disabled, its password or stable id changed, its
 * password must be changed, or its logins were ended everywhere. Observers close connections that
 * outlive a request, such as WebSockets. Immutable.
 *
 * <p>The stores of {@code gatepass-identity-store} fire it after the commit of the change. The node
 * that made the change fires it at once. The other nodes fire it within {@code gatepass.staleness},
 * outside of a request. If a node can't read which accounts have changed, it fires {@code
 * RevocationsMissed} of that module instead. An identity store of the application should fire
 * {@code CallerRevoked} when it makes such a change.
 *
 * @param callerName the caller name, in the spelling of the identity store
 */
public record CallerRevoked(String callerName) {}
