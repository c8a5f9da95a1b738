// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.gatepass.spi.ApplicationBeans;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.FailureText;

/** The beans of the application and of its modules that observe decisions. */
final class DecisionObservers {
  private static final Logger LOG = System.getLogger(DecisionObservers.class.getName());

  private DecisionObservers() {}

  /** The observers that can be created. A failing one is left out, and rejects no request. */
  static DecisionObserver[] of(ApplicationBeans beans) {
    List<DecisionObserver> observers = new ArrayList<>();
    for (Bean<?> bean : beans.all(DecisionObserver.class)) {
      if (ApplicationBeans.isPlain(bean, DecisionObserver.class)) {
        try {
          observers.add(beans.reference(bean, DecisionObserver.class));
        } catch (RuntimeException
            | LinkageError
            | ServiceConfigurationError
            | AssertionError failure) {
          LOG.log(
              Level.ERROR,
              () ->
                  "Left out the observer of decisions "
                      + bean.getBeanClass().getName()
                      + ", which cannot be created: "
                      + FailureText.of(failure));
        }
      }
    }
    return observers.toArray(DecisionObserver[]::new);
  }
}
