// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.List;
import java.util.Optional;
import org.gatepass.spi.signout.SignOutEndpoint;

/**
 * A source of identity: reads from a request the caller that a trusted proxy names. The identity
 * headers are one source; a signed assertion or a client certificate in a header is another one.
 * Gatepass applies its rules for names, its mapping of groups and everything after that to each
 * source alike. Implementations are immutable or synchronized, and safe for use by many threads.
 *
 * <p>A source that proves its identity by itself, such as a signed assertion, implements {@link
 * EvidenceCheck} too. Gatepass then calls {@link EvidenceCheck#missing} before {@link #read}, for
 * each request that names a caller.
 */
public interface IdentitySource {
  /**
   * The header that names the caller, for log lines and reports.
   *
   * @return its name in lower case
   */
  String callerHeader();

  /**
   * The header of another part of the identity, for log lines.
   *
   * @param part the part
   * @return the name of the header in lower case; the caller header unless the source has another
   *     one
   */
  default String header(ClaimedIdentity.Part part) {
    return callerHeader();
  }

  /**
   * All headers that the source reads. A second spelling of such a header, or its name in a {@code
   * Connection} line, makes a request malformed.
   *
   * @return the names of the headers
   */
  List<String> headers();

  /**
   * Whether a request names a caller in any way, valid or not. Gatepass calls it for untrusted
   * peers too, so it must be cheap.
   *
   * @param headers the headers of the request
   * @return whether the caller header has a value
   */
  boolean namesCaller(RequestHeaders headers);

  /**
   * Reads a request from a trusted peer. Gatepass never calls it for another peer. An exception is
   * answered with 500 and {@link org.gatepass.Rejection#APPLICATION_FAILED}.
   *
   * @param peer the peer
   * @param headers the headers of the request
   * @return what the request claims
   */
  ClaimedIdentity read(Peer peer, RequestHeaders headers);

  /**
   * The endpoint at which the issuer of the identities ends logins.
   *
   * @return the endpoint; empty if no issuer ends logins (the default)
   */
  default Optional<SignOutEndpoint> signOutEndpoint() {
    return Optional.empty();
  }
}
