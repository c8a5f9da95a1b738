// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import java.util.List;
import java.util.stream.Stream;
import org.gatepass.spi.NodeState.Gauge;

/**
 * A metric of the state of this node. Immutable.
 *
 * @param gauge the number
 * @param name its name
 * @param unit its unit
 * @param text its description
 */
record StateMetric(Gauge gauge, String name, String unit, String text) {
  private static final String SECONDS = "s";

  static final List<StateMetric> ALL = Stream.of(Gauge.values()).map(StateMetric::of).toList();

  private static StateMetric of(Gauge gauge) {
    return switch (gauge) {
      case CACHED_CALLERS ->
          new StateMetric(
              gauge, "gatepass.cached_callers", "{caller}", "Callers in caches of identity stores");
      case REVISION_AGE ->
          new StateMetric(
              gauge, "gatepass.revision.age", SECONDS, "Time since the revision was read");
      case FAILED_LOGIN_KEYS ->
          new StateMetric(
              gauge, "gatepass.failed_login_keys", "{key}", "Keys that count failed logins");
      case KEY_SET_AGE ->
          new StateMetric(
              gauge, "gatepass.key_set.age", SECONDS, "Time since the issuer's keys were fetched");
    };
  }

  boolean isTime() {
    return unit.equals(SECONDS);
  }
}
