// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;
import org.gatepass.RequestRejected;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.open.OpenRequests;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.store.FailureWrappingStores;
import org.gatepass.internal.store.StoreTime;
import org.gatepass.spi.DecisionObserver;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.Peer;
import org.gatepass.spi.PrivateTexts;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A request in the flow, with the assertion of its peer. It supplies the private texts of the
 * request. Not safe for use by many threads.
 */
final class Visit implements Supplier<PrivateTexts> {
  private final Attempt attempt;
  private final MechanismSettings settings;
  private final FailureWrappingStores stores;
  private final Peer peer;
  private final RequestHeaders headers;
  private final Assertion assertion;
  private final @Nullable RuntimeException failure;
  private final long begun;
  private final @Nullable StoreTime storeTime;
  private final OptionalLong assertionNanos;

  /**
   * Reads a request.
   *
   * @param stores the identity stores
   * @param observed whether observers get the decision; only then it is measured
   */
  Visit(
      Attempt attempt, MechanismSettings settings, FailureWrappingStores stores, boolean observed) {
    this.begun = observed ? System.nanoTime() : 0;
    this.attempt = attempt;
    this.settings = settings;
    this.storeTime = observed ? new StoreTime() : null;
    this.stores = storeTime == null ? stores : stores.measuredBy(storeTime);
    this.peer = ServletPeer.of(attempt.request(), settings.trust().judge().checksCertificate());
    this.headers = ServletPeer.headers(attempt.request());
    Assertion judged = new Assertion.Absent(false, null);
    @Nullable RuntimeException thrown = null;
    if (settings.trust().headersEnabled()) {
      try {
        judged = settings.trust().judge().judge(peer, headers);
      } catch (RuntimeException failureOfAModule) {
        thrown = failureOfAModule;
      }
    }
    this.assertion = judged;
    this.failure = thrown;
    // A source that has failed would fail again, outside of the handling of failures.
    this.assertionNanos =
        observed && thrown == null && isSigned()
            ? OptionalLong.of(System.nanoTime() - begun)
            : OptionalLong.empty();
  }

  /** Whether the request has an identity that proves itself, valid or not. */
  private boolean isSigned() {
    return settings.trust().headersEnabled()
        && settings.trust().judge().source() instanceof EvidenceCheck
        && settings.trust().judge().source().namesCaller(headers);
  }

  @Override
  public PrivateTexts get() {
    return RequestTexts.of(this);
  }

  /** Throws the exception of a source of identity that failed. */
  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  /** The identity stores, whose calls are measured if observers get the decision. */
  FailureWrappingStores stores() {
    return stores;
  }

  HttpServletRequest request() {
    return attempt.request();
  }

  /** The peer's assertion about the caller. */
  Assertion assertion() {
    return assertion;
  }

  /** The configured caller header, which the request may lack. */
  String callerHeader() {
    return settings.trust().judge().callerHeader();
  }

  /** Whether the same-origin rule permits the request; true if the rule is off. */
  boolean passesSameOriginCheck() {
    return settings.session().permits(request().getMethod(), headers);
  }

  /** The credential of a programmatic login, or null. */
  @Nullable Credential offered() {
    return attempt.offered();
  }

  /** Whether the offered credential is only checked, before a login in the same request. */
  boolean checksOnly() {
    return attempt.check();
  }

  /** Whether the request must be authenticated. */
  boolean callerRequired() {
    return attempt.callerRequired() || settings.trust().failIfHeaderMissing();
  }

  /** Whether the peer has shown all configured evidence. */
  boolean peerTrusted() {
    return !(assertion instanceof Assertion.Absent absent) || absent.peerTrusted();
  }

  /** The path below the context root, as the container has matched it. */
  String path() {
    return OpenRequests.matched(request());
  }

  /** Whether the request has any cookie. */
  boolean hasCookies() {
    return headers.values("cookie").hasMoreElements();
  }

  /** The addresses for logs and events, computed on each call. */
  Sender sender() {
    return peerTrusted()
        ? Sender.behind(peer.address(), settings.trust().clientAddress().of(peer, headers))
        : Sender.alone(peer.address());
  }

  /** The decision about this request or its offered credential, as observers see it. */
  DecisionObserver.Decision decided(Outcome outcome) {
    return new Decided(outcome, System.nanoTime() - begun);
  }

  /** Reads addresses and names on demand: metrics need none of them. */
  private final class Decided implements DecisionObserver.Decision {
    private final Outcome outcome;
    private final long durationNanos;

    Decided(Outcome outcome, long durationNanos) {
      this.outcome = outcome;
      this.durationNanos = durationNanos;
    }

    @Override
    public boolean isLogin() {
      return offered() != null;
    }

    @Override
    public DecisionObserver.Outcome outcome() {
      if (outcome instanceof Outcome.Authenticated) {
        return DecisionObserver.Outcome.AUTHENTICATED;
      }
      if (outcome instanceof Outcome.Anonymous) {
        return DecisionObserver.Outcome.ANONYMOUS;
      }
      if (outcome instanceof Outcome.Challenge) {
        return DecisionObserver.Outcome.CHALLENGED;
      }
      return outcome instanceof Outcome.SignedOut
          ? DecisionObserver.Outcome.SIGNED_OUT
          : DecisionObserver.Outcome.REJECTED;
    }

    @Override
    public Optional<AuthenticatedBy> authenticatedBy() {
      return outcome instanceof Outcome.Authenticated authenticated
          ? Optional.of(authenticated.caller().authenticatedBy())
          : Optional.empty();
    }

    @Override
    public Optional<Rejection> rejection() {
      if (outcome instanceof Outcome.Authenticated) {
        return Optional.empty();
      }
      if (outcome instanceof Outcome.Reject reject) {
        return Optional.of(reject.reason());
      }
      if (outcome instanceof Outcome.LoginFailed failed) {
        return Optional.of(failed.reason());
      }
      return RequestRejected.of(request()).map(RequestRejected::reason);
    }

    @Override
    public long durationNanos() {
      return durationNanos;
    }

    @Override
    public OptionalLong storeNanos() {
      return storeTime == null ? OptionalLong.empty() : storeTime.nanos();
    }

    @Override
    public OptionalLong assertionNanos() {
      return assertionNanos;
    }

    @Override
    public Optional<String> callerName() {
      // The application's own stores may return any name.
      return Optional.ofNullable(nameOfCaller()).filter(HeaderJudge::mayBeCallerName);
    }

    private @Nullable String nameOfCaller() {
      if (outcome instanceof Outcome.Authenticated authenticated) {
        return authenticated.caller().getName();
      }
      return assertion instanceof Assertion.Asserted asserted ? asserted.callerName() : null;
    }

    @Override
    public String peerAddress() {
      return sender().peerAddress();
    }

    @Override
    public String clientAddress() {
      return sender().clientAddress();
    }
  }
}
