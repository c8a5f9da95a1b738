// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.identity;

import java.util.HashSet;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.spi.HeaderFault;

/** Collects the unusable headers of one request. Not safe for use by many threads. */
final class LeftOut {
  Set<HeaderFault> faults;

  LeftOut(Set<HeaderFault> faults) {
    this.faults = faults;
  }

  void add(String header, Rejection reason) {
    if (!(faults instanceof HashSet)) {
      faults = new HashSet<>(faults);
    }
    faults.add(new HeaderFault(header, reason));
  }
}
