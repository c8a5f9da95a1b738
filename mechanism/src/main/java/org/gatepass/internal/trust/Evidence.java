// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

/** A kind of evidence that makes a peer a trusted one. */
public enum Evidence {
  /** The address of its socket. */
  ADDRESS,
  /** A secret in its request. */
  SECRET,
  /** A client certificate on its connection. */
  CERTIFICATE
}
