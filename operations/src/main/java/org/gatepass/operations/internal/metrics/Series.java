// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal.metrics;

import java.util.Locale;
import java.util.Optional;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.spi.DecisionObserver.Decision;
import org.gatepass.spi.DecisionObserver.Outcome;

/**
 * The decisions that are counted together. All values come from closed sets, so that the number of
 * series has a bound. Immutable.
 *
 * @param login whether a programmatic login was decided
 * @param outcome the outcome
 * @param authenticatedBy how the caller was authenticated, or empty
 * @param rejection the reason code, or empty
 */
record Series(
    boolean login,
    Outcome outcome,
    Optional<AuthenticatedBy> authenticatedBy,
    Optional<Rejection> rejection) {
  private static final int OUTCOMES = Outcome.values().length;

  /** The number of ways to log in, and the case without one. */
  private static final int WAYS = AuthenticatedBy.values().length + 1;

  private static final int DETAILS = WAYS + Rejection.values().length;

  /** The number of indexes. */
  static final int COUNT = 2 * OUTCOMES * DETAILS;

  static Series of(Decision decision) {
    return new Series(
        decision.isLogin(), decision.outcome(), decision.authenticatedBy(), decision.rejection());
  }

  /**
   * The index of a decision's series: an authenticated decision has no reason code. Indexes are not
   * stored, so that the order of the constants may change.
   */
  @SuppressWarnings("EnumOrdinal")
  static int indexOf(Decision decision) {
    Outcome outcome = decision.outcome();
    int detail = 0;
    if (outcome == Outcome.AUTHENTICATED) {
      detail = 1 + decision.authenticatedBy().orElseThrow().ordinal();
    } else {
      Optional<Rejection> rejection = decision.rejection();
      if (rejection.isPresent()) {
        detail = WAYS + rejection.get().ordinal();
      }
    }
    int kind = decision.isLogin() ? OUTCOMES : 0;
    return (kind + outcome.ordinal()) * DETAILS + detail;
  }

  /** The value of {@link Metric#ATTEMPT}. */
  String attempt() {
    return login ? "login" : "request";
  }

  /** The value of an enumeration other than reason codes, which stay as in the log. */
  static String value(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
