// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.Optional;
import java.util.OptionalLong;
import org.gatepass.AuthenticatedBy;
import org.gatepass.Rejection;

/**
 * An observer of Gatepass's decisions, for metrics and audit logs. Each CDI bean of this type with
 * the qualifier {@code @Default} observes. Gatepass finds the beans when it decides about the first
 * request; a bean that cannot be created then is logged and left out. Without a bean, Gatepass
 * measures no time and creates no object.
 *
 * <p>Observers get the first decision about each request of a client, and one about each credential
 * that the application offers in a programmatic login. They get no decision about a request of an
 * open path, a CORS preflight, or a request that another mechanism of the application
 * authenticates.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface DecisionObserver {
  /**
   * Whether this observer needs decisions now. Gatepass calls this method before each decision, so
   * it must be fast. An observer whose method fails is not active.
   *
   * @return true by default
   */
  default boolean isActive() {
    return true;
  }

  /**
   * Receives a decision before Gatepass writes an answer. It must not block, since the request
   * waits. An exception is logged, at most once a minute, and has no effect on the request.
   *
   * @param decision the decision, which is valid until this method returns
   */
  void decided(Decision decision);

  /**
   * A decision about a request or a credential. Some of its values are computed on each call. Not
   * safe for use by many threads.
   */
  interface Decision {
    /**
     * Whether the decision is about a credential that the application offered in a programmatic
     * login. The decision about its request is another one.
     *
     * @return false for the decision about a request
     */
    boolean isLogin();

    /**
     * The outcome.
     *
     * @return the outcome of the request or the login
     */
    Outcome outcome();

    /**
     * How the caller was authenticated.
     *
     * @return a value if and only if the outcome is {@link Outcome#AUTHENTICATED}
     */
    Optional<AuthenticatedBy> authenticatedBy();

    /**
     * Why the request or its identity headers were not accepted. If there are several reasons, the
     * last one.
     *
     * @return a value if the outcome is {@link Outcome#REJECTED}, and if the identity of an
     *     anonymous or challenged request was not accepted
     */
    Optional<Rejection> rejection();

    /**
     * The duration of the decision, including identity stores, the verification of assertions and
     * passwords.
     *
     * @return the duration in nanoseconds
     */
    long durationNanos();

    /**
     * The time that the calls of identity stores took: the checks of passwords, the look-ups of
     * groups, and the look-ups of ended logins, also where a cache answers. The time during which a
     * password waits for others is not included.
     *
     * @return the sum in nanoseconds; empty if the decision has called no store
     */
    OptionalLong storeNanos();

    /**
     * The time that the verification of a signed assertion took, with the checks of the peer and
     * the fetch of keys, also where the assertion has been verified before.
     *
     * @return the time in nanoseconds; empty if the request has no assertion, if the source of
     *     identity has failed, or if the application reads the identity from headers without a
     *     signature
     */
    OptionalLong assertionNanos();

    /**
     * The caller's name: the name of an authenticated caller, or else the name in the identity that
     * a trusted proxy has sent. The name conforms to the rules for names. A name that a client has
     * typed for a password login is not included, because people type passwords there.
     *
     * @return a name that conforms to the rules for names, or empty
     */
    Optional<String> callerName();

    /**
     * The address of the peer's socket.
     *
     * @return an IP address, or {@code (unreadable)} where the server returns something else
     */
    String peerAddress();

    /**
     * The client's address that a trusted peer reports. For display only.
     *
     * @return the address; the peer's address if it reports none
     */
    String clientAddress();
  }

  /** The outcome of a request or a login. */
  enum Outcome {
    /** The request has a caller. */
    AUTHENTICATED,
    /** The request has no caller, and needs none. */
    ANONYMOUS,
    /** The request ends, because the caller must log in first. */
    CHALLENGED,
    /** The request ends with an error, or the programmatic login failed. */
    REJECTED,
    /** The request ends: its logout token has ended logins. */
    SIGNED_OUT
  }
}
