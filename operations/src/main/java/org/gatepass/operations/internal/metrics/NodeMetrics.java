// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import org.gatepass.spi.DecisionObserver;

/** Metrics of the decisions and of the state of this node, until the application ends. */
public interface NodeMetrics extends DecisionObserver {
  /** Removes the gauges. A registry of the server would keep the classes of the application. */
  void removeGauges();
}
