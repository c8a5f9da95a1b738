// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: Gatepass has ended the session of a caller. The caller logged out, the login is no
 * longer valid, or a request with the session's cookie was anonymous or of another caller. If the
 * caller's issuer has ended the session by a logout token, Gatepass fires the event with the
 * issuer's request, so that WebSockets can be closed, and again with the next request of the
 * session. After a logout Gatepass fires the event at once on the node of the logout, and on
 * another node with the next request of the login. Gatepass fires the event synchronously, in the
 * thread of the request. Immutable.
 *
 * @param callerName the caller name that the session recorded as its owner
 */
public record CallerLoggedOut(String callerName) {}
