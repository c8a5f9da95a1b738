// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/**
 * CDI event: a caller who was remembered in a session has left it, by logout or because the caller
 * is no longer valid.
 *
 * @param callerName the name under which the caller was remembered
 */
public record CallerLoggedOut(String callerName) {}
