// SPDX-License-Identifier: Apache-2.0
package org.gatepass.operations.internal;

import java.util.Optional;
import java.util.OptionalLong;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.spi.DecisionObserver.Decision;
import org.gatepass.spi.DecisionObserver.Outcome;

/** A decision about a request of one client, as the mechanism passes it to observers. */
public record FakeDecision(
    boolean isLogin,
    Outcome outcome,
    Optional<AuthenticatedBy> authenticatedBy,
    Optional<Rejection> rejection,
    long durationNanos,
    OptionalLong storeNanos,
    OptionalLong assertionNanos,
    Optional<String> callerName,
    String peerAddress,
    String clientAddress)
    implements Decision {
  /** A decision without stores and assertions. */
  public FakeDecision(
      boolean isLogin,
      Outcome outcome,
      Optional<AuthenticatedBy> authenticatedBy,
      Optional<Rejection> rejection,
      long durationNanos,
      Optional<String> callerName,
      String peerAddress,
      String clientAddress) {
    this(
        isLogin,
        outcome,
        authenticatedBy,
        rejection,
        durationNanos,
        OptionalLong.empty(),
        OptionalLong.empty(),
        callerName,
        peerAddress,
        clientAddress);
  }

  private static FakeDecision about(
      boolean login,
      Outcome outcome,
      Optional<AuthenticatedBy> by,
      Optional<Rejection> rejection,
      Optional<String> name) {
    return new FakeDecision(
        login, outcome, by, rejection, 2_000_000, name, "10.1.2.3", "203.0.113.7");
  }

  /** The same decision with the times of its stores and its assertion. */
  public FakeDecision with(OptionalLong stores, OptionalLong assertion) {
    return new FakeDecision(
        isLogin,
        outcome,
        authenticatedBy,
        rejection,
        durationNanos,
        stores,
        assertion,
        callerName,
        peerAddress,
        clientAddress);
  }

  public static FakeDecision authenticated(AuthenticatedBy by, String name) {
    return about(
        false, Outcome.AUTHENTICATED, Optional.of(by), Optional.empty(), Optional.of(name));
  }

  public static FakeDecision anonymous() {
    return about(false, Outcome.ANONYMOUS, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static FakeDecision rejected(Rejection reason) {
    return about(false, Outcome.REJECTED, Optional.empty(), Optional.of(reason), Optional.empty());
  }

  public static FakeDecision failedLogin(Rejection reason) {
    return about(true, Outcome.REJECTED, Optional.empty(), Optional.of(reason), Optional.empty());
  }
}
