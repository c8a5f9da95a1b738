// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/** How the caller of the current request was authenticated. */
public enum AuthenticatedBy {
  /** Header login: the identity header of this request, sent by a trusted proxy. */
  HEADER,
  /**
   * Remembered login: the identity header of an earlier request in the same session. Only with
   * {@link RemoteUserAuthenticationMechanismDefinition#persistent}.
   */
  SESSION,
  /** Password login: a name and a password, in this request or earlier in the same session. */
  PASSWORD,
  /**
   * Token login: a bearer token of the application's own, in this request. Only with {@link
   * RemoteUserAuthenticationMechanismDefinition#bearerTokens}.
   */
  TOKEN
}
