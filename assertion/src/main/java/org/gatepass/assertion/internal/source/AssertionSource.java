// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.gatepass.Rejection;
import org.gatepass.assertion.internal.Verdict;
import org.gatepass.assertion.internal.VerifiedAssertions;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.NodeState;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.gatepass.spi.signout.IssuerSession;
import org.gatepass.spi.signout.SignOutEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The signed assertion in a header: evidence of its issuer, and the source of the caller. In the
 * header {@code Authorization} it follows the scheme {@code Bearer} (RFC 6750); other schemes there
 * are not its concern. Safe for use by many threads.
 */
final class AssertionSource implements IdentitySource, EvidenceCheck, NodeState {
  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "bearer ";
  private static final double NANOS_PER_SECOND = 1e9;

  private final String header;
  private final VerifiedAssertions assertions;
  private final Optional<SignOutEndpoint> endpoint;

  /**
   * Creates a source.
   *
   * @param header the header with the token
   * @param assertions the verifier of tokens
   * @param endpoint the endpoint at which the issuer ends logins; empty if no path is configured.
   *     With an endpoint, assertions need a time of issue, so that an older one begins no new login
   */
  AssertionSource(
      String header, VerifiedAssertions assertions, Optional<SignOutEndpoint> endpoint) {
    this.header = header.toLowerCase(Locale.ROOT);
    this.assertions = assertions;
    this.endpoint = endpoint;
  }

  @Override
  public Optional<SignOutEndpoint> signOutEndpoint() {
    return endpoint;
  }

  @Override
  public OptionalDouble valueOf(Gauge gauge) {
    OptionalLong age =
        gauge == Gauge.KEY_SET_AGE ? assertions.keySetAgeNanos() : OptionalLong.empty();
    return age.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(age.getAsLong() / NANOS_PER_SECOND);
  }

  @Override
  public String kind() {
    return "ASSERTION";
  }

  @Override
  public String callerHeader() {
    return header;
  }

  @Override
  public List<String> headers() {
    return List.of(header);
  }

  @Override
  public boolean namesCaller(RequestHeaders headers) {
    Enumeration<String> lines = headers.values(header);
    while (lines.hasMoreElements()) {
      if (!token(lines.nextElement()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The code of the first rule that the assertion breaks. Several lines are malformed. */
  @Override
  public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
    Enumeration<String> lines = headers.values(header);
    if (!lines.hasMoreElements()) {
      return Rejection.MISSING_ASSERTION;
    }
    String token = token(lines.nextElement());
    if (lines.hasMoreElements()) {
      return Rejection.MALFORMED_ASSERTION;
    }
    return verify(token) instanceof Verdict.Rejected rejected ? code(rejected.reason()) : null;
  }

  /** Reads the claims of the assertion that {@link #missing} has verified. */
  @Override
  public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
    Enumeration<String> lines = headers.values(header);
    if (!lines.hasMoreElements()) {
      return new ClaimedIdentity.None(null);
    }
    Verdict verdict = verify(token(lines.nextElement()));
    if (verdict instanceof Verdict.Verified verified) {
      Verdict.VerifiedCaller caller = verified.caller();
      return ClaimedIdentity.Named.caller(caller.callerName())
          .groups(caller.groups())
          .email(caller.email())
          .displayName(caller.displayName())
          .stableId(caller.stableId())
          .issued(issued(caller))
          .build();
    }
    // It has expired since the check.
    Rejection reason = code(((Verdict.Rejected) verdict).reason());
    return new ClaimedIdentity.None(reason == Rejection.MISSING_ASSERTION ? null : reason);
  }

  private Verdict verify(String token) {
    Verdict verdict = assertions.verify(token);
    boolean withoutTime =
        endpoint.isPresent()
            && verdict instanceof Verdict.Verified verified
            && verified.caller().issuedAt() == null;
    return withoutTime ? new Verdict.Rejected(Verdict.Reason.MALFORMED, Duration.ZERO) : verdict;
  }

  private static ClaimedIdentity.@Nullable Issued issued(Verdict.VerifiedCaller caller) {
    return caller.subject() == null && caller.sessionId() == null
        ? null
        : new ClaimedIdentity.Issued(
            new IssuerSession(caller.issuer(), caller.subject(), caller.sessionId()),
            caller.issuedAt());
  }

  /** The token of a line; empty if the line has no token. */
  private String token(String line) {
    String value = line.strip();
    if (!header.equals(AUTHORIZATION)) {
      return value;
    }
    return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? value.substring(BEARER.length()).strip()
        : "";
  }

  private static Rejection code(Verdict.Reason reason) {
    return switch (reason) {
      case MISSING -> Rejection.MISSING_ASSERTION;
      case MALFORMED -> Rejection.MALFORMED_ASSERTION;
      case UNTRUSTED -> Rejection.WRONG_ASSERTION;
      case EXPIRED -> Rejection.EXPIRED_ASSERTION;
      case KEYS_UNAVAILABLE -> Rejection.KEYS_UNAVAILABLE;
    };
  }
}
