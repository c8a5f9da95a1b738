// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store;

import jakarta.enterprise.inject.spi.CDI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.gatepass.spi.FailureText;

/** Tells observers what has been done. */
final class Events {
  private static final Logger LOG = System.getLogger(Events.class.getName());

  private Events() {}

  /** Fires an event. It tells of what is committed, so an observer that fails changes nothing. */
  static void fire(Object event) {
    try {
      CDI.current().getBeanManager().getEvent().fire(event);
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
