// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: the session of a caller has ended, by logout, because the caller is no longer valid,
 * or because a request with the session's cookie came from another caller or from none.
 *
 * @param callerName the name of the caller to whom the session belonged
 */
public record CallerLoggedOut(String callerName) {}
