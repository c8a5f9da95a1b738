// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: a caller was let in. Fired at each login, by header only for the first request of a
 * session or, without sessions, not at all more often than logins are counted.
 *
 * @param principal the caller
 * @param peerAddress the address of the socket that the request came from
 */
public record CallerAuthenticated(RemoteUserPrincipal principal, String peerAddress) {}
