// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import java.time.Duration;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserPrincipal;

/** The decision about a request, which an integration carries out. */
public sealed interface Outcome {
  /**
   * Whether the answer continues the login ({@code SEND_CONTINUE}). As in Soteria's mechanisms, a
   * 401 ends the login, and an answer without an error continues it.
   */
  default boolean isDialogue() {
    return this instanceof SignedOut
        || (this instanceof Challenge challenge
            && challenge.login() instanceof Challenge.Login.Page);
  }

  /** The request is authenticated. The container receives the groups of the principal. */
  record Authenticated(RemoteUserPrincipal caller) implements Outcome {}

  /**
   * The request ends with an error status. A retry may succeed after {@code retryAfter}, if
   * present.
   */
  record Reject(Rejection reason, int status, Optional<Duration> retryAfter) implements Outcome {
    /** Status 429 (RFC 6585, section 4). The Servlet API has no constant for it. */
    public static final int TOO_MANY_REQUESTS = 429;

    Reject(Rejection reason, int status) {
      this(reason, status, Optional.empty());
    }
  }

  /** The request ends here: its logout token has ended logins. */
  record SignedOut() implements Outcome {}

  /** The request ends here for all callers: no servlet serves its method. */
  record NotServed() implements Outcome {}

  /**
   * The request ends here: the caller must log in first.
   *
   * @param login the login of people
   * @param bearer the challenge for programs
   */
  record Challenge(Login login, Bearer bearer) implements Outcome {
    Challenge(Login login) {
      this(login, Bearer.UNSUPPORTED);
    }

    /** The challenge for programs with a bearer token (RFC 6750, section 3). */
    public enum Bearer {
      /** Gatepass does not read bearer tokens in this request. */
      UNSUPPORTED,
      /** The request has no bearer token. */
      REQUIRED,
      /** The bearer token of the request is wrong. */
      INVALID_TOKEN
    }

    /** The kind of login. */
    public sealed interface Login {
      /**
       * Through the proxy, or in a way that the client must choose: 401 with Gatepass's own scheme.
       */
      record Elsewhere() implements Login {}

      /** HTTP Basic: 401 with its challenge. */
      record Basic() implements Login {}

      /**
       * A login page: a redirect to it.
       *
       * @param partial whether the redirect is a partial response of Jakarta Faces
       */
      record Page(String location, boolean partial) implements Login {}
    }
  }

  /**
   * A programmatic login failed. Gatepass writes no answer. The page or resource that called {@code
   * authenticate} answers, and reads the reason with {@link org.gatepass.RequestRejected#of}.
   */
  record LoginFailed(Rejection reason) implements Outcome {}

  /** The request is anonymous, and needs no caller. */
  record Anonymous() implements Outcome {}
}
