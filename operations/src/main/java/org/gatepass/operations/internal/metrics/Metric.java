// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import java.util.List;

/**
 * The names of metrics and attributes, which dashboards and alerts contain. They follow the naming
 * rules of OpenTelemetry's semantic conventions: dots between words, units apart from names.
 */
final class Metric {
  /** The instrumentation scope. */
  static final String SCOPE = "org.gatepass";

  static final String DECISIONS = "gatepass.decisions";
  static final String DECISIONS_TEXT = "Decisions about requests and programmatic logins";
  static final String DURATION = "gatepass.decision.duration";
  static final String DURATION_TEXT = "Duration of decisions, with identity stores and assertions";

  static final String STORE_DURATION = "gatepass.store.duration";
  static final String STORE_DURATION_TEXT = "Duration of a decision's calls of identity stores";
  static final String ASSERTION_DURATION = "gatepass.assertion.duration";
  static final String ASSERTION_DURATION_TEXT = "Duration of the verification of an assertion";

  static final String ATTEMPT = "gatepass.attempt";
  static final String OUTCOME = "gatepass.outcome";
  static final String AUTHENTICATED_BY = "gatepass.authenticated_by";
  static final String REJECTION = "gatepass.rejection";

  /**
   * The bounds of the histograms' buckets: a cached caller takes microseconds, a query
   * milliseconds, a password tenths of a second, and a hanging database seconds.
   */
  static final List<Double> BUCKETS_SECONDS =
      List.of(0.000_01, 0.000_05, 0.000_1, 0.000_5, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0);

  static final double NANOS_PER_SECOND = 1e9;

  private Metric() {}
}
