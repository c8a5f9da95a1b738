// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: a caller has logged in, and the session remembers the login. Callers whose requests
 * are authenticated one by one, by a header without {@code gatepass.persistent} or by HTTP Basic,
 * cause no event. Gatepass fires it synchronously, in the thread of the request; it logs the
 * exception of an observer, and the login succeeds. Immutable.
 *
 * @param principal the caller
 * @param peerAddress the address of the peer's socket: an IP address, or {@code (unreadable)} where
 *     the server returns something else
 * @param clientAddress the client's address that a trusted peer reports in {@code
 *     gatepass.client-ip-header}; the peer's address if it reports none. For display only, not for
 *     security decisions
 */
public record CallerAuthenticated(
    RemoteUserPrincipal principal, String peerAddress, String clientAddress) {}
