// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: a caller has logged in and is remembered in a session from now on. Callers without a
 * session are let in anew with each request, which is told to nobody.
 *
 * @param principal the caller
 * @param peerAddress the address of the socket that the request came from
 * @param clientAddress the client's address as a trusted peer names it, else the peer's; for people
 *     to read, never to trust
 */
public record CallerAuthenticated(
    RemoteUserPrincipal principal, String peerAddress, String clientAddress) {}
