// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.spi.HeaderFault;

/**
 * Signals within this package that a request must be rejected because of a header. It has no stack
 * trace, because a peer can cause any number of them.
 */
final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient HeaderFault fault;

  MalformedRequestException(HeaderName header, Rejection reason) {
    super(reason.name(), null, false, false);
    this.fault = new HeaderFault(header.name(), reason);
  }

  HeaderFault fault() {
    return fault;
  }
}
