// SPDX-License-Identifier: Apache-2.0
package org.gatepass.store.internal.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.stream.Stream;
import org.gatepass.CallerRevoked;
import org.gatepass.spi.FailureText;
import org.gatepass.store.CallerGroupsChanged;
import org.gatepass.store.RevocationsMissed;

/** Fires CDI events. */
final class Events {
  private static final Logger LOG = System.getLogger(Events.class.getName());

  private Events() {}

  /** Whether the application observes changes of accounts. */
  static boolean areObserved() {
    BeanManager manager = StoreExtension.currentManager();
    return Stream.of(new CallerRevoked(""), new CallerGroupsChanged(""), new RevocationsMissed())
        .anyMatch(event -> !manager.resolveObserverMethods(event).isEmpty());
  }

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
