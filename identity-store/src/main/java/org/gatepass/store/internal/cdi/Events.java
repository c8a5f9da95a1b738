// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatepass.spi.FailureText;

/** Fires CDI events. */
final class Events {
  private static final Logger LOG = System.getLogger(Events.class.getName());

  private Events() {}

  /**
   * Fires an event after the commit. A failure of an observer is logged, and has no other effect.
   */
  static void fire(Object event) {
    try {
      StoreExtension.currentManager().getEvent().fire(event);
    } catch (Exception | LinkageError failure) {
      LOG.log(
          Level.WARNING,
          () ->
              "An observer of "
                  + event.getClass().getName()
                  + " failed: "
                  + FailureText.of(failure));
    }
  }
}
