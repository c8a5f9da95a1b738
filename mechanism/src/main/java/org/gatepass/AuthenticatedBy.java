// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

/** The way by which a caller came to be authenticated for the current request. */
public enum AuthenticatedBy {
  /** A trusted proxy named the caller in this very request. */
  HEADER,
  /** A trusted proxy named the caller in an earlier request of the same session. */
  SESSION,
  /** The caller gave a name and a password, in this request or earlier in the same session. */
  PASSWORD
}
