// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: what a caller may do has been taken back. The account was deactivated, deleted or
 * closed to headers, its password changed, or its logins were ended everywhere. It comes after the
 * change has been committed, on the node that made it; what outlives a request, such as a
 * WebSocket, is to be closed on it.
 *
 * <p>An identity store of the application's own fires it where it makes such a change.
 *
 * @param callerName the name of the caller as the store writes it
 */
public record CallerRevoked(String callerName) {}
