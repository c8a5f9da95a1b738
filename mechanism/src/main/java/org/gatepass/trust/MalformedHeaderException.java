// SPDX-License-Identifier: Apache-2.0
package org.gatepass.trust;

import org.gatepass.Refusal;

/**
 * Says within this package that a header's value must not be listened to. It has no stack trace,
 * because a peer can cause as many as it likes.
 */
final class MalformedHeaderException extends Exception {
  private static final long serialVersionUID = 1;

  private final Refusal reason;

  MalformedHeaderException(Refusal reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  Refusal reason() {
    return reason;
  }
}
