// SPDX-License-Identifier: Apache-2.0
package org.gatepass.it.app.ear;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;
import org.gatepass.RequestRejected;

/** Counts the rejected requests of its WAR. */
@ApplicationScoped
public class EarEvents {
  private final AtomicInteger rejected = new AtomicInteger();

  void count(@Observes RequestRejected event) {
    rejected.incrementAndGet();
  }

  int rejected() {
    return rejected.get();
  }
}
