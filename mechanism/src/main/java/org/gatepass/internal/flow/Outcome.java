// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import java.time.Duration;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserPrincipal;

/** What happens to a request: the one value that an integration carries out. */
public sealed interface Outcome {
  /** Whether an answer goes on with the login. As at Soteria's own mechanisms, a 401 does not. */
  default boolean isDialogue() {
    return this instanceof Challenge challenge && challenge.login() instanceof Challenge.Login.Page;
  }

  /** The caller is let in. The groups to hand to the container are the principal's. */
  record Authenticated(RemoteUserPrincipal caller) implements Outcome {}

  /** The request ends here, with an error status. It may be tried again after a while, or not. */
  record Reject(Rejection reason, int status, Optional<Duration> retryAfter) implements Outcome {
    /** RFC 6585, section 4; the servlet API has no name for it. */
    public static final int TOO_MANY_REQUESTS = 429;

    Reject(Rejection reason, int status) {
      this(reason, status, Optional.empty());
    }
  }

  /** The request ends here, whoever sent it: no servlet serves its method. */
  record NotServed() implements Outcome {}

  /** The request ends here: whoever sent it is to log in first. */
  record Challenge(Login login) implements Outcome {
    /** How to log in. */
    public sealed interface Login {
      /** Through the proxy, or by a means that the sender has to know: 401 with our own scheme. */
      record Elsewhere() implements Login {}

      /** With HTTP Basic: 401 with its challenge. */
      record Basic() implements Login {}

      /** On a page: a redirect to it. */
      record Page(String location) implements Login {}
    }
  }

  /**
   * A programmatic login failed. Nothing is written: the page or resource that asked answers, and
   * finds the reason with {@link org.gatepass.RequestRejected#of}.
   */
  record LoginFailed(Rejection reason) implements Outcome {}

  /** Nobody is there, and nobody is needed. */
  record Anonymous() implements Outcome {}
}
