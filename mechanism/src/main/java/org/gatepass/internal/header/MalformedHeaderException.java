// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.header;

import org.gatepass.Rejection;

/**
 * Signals that a header value is malformed. It has no stack trace, because a peer can cause any
 * number of them.
 */
public final class MalformedHeaderException extends Exception {
  private static final long serialVersionUID = 1;

  private final Rejection reason;

  public MalformedHeaderException(Rejection reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Rejection reason() {
    return reason;
  }
}
