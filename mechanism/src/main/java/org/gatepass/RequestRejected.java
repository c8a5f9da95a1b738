// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * CDI event: Gatepass rejected a request or a login, or ignored the identity headers of a request.
 * It contains no header value. Gatepass fires it synchronously, in the thread of the request; it
 * logs the exception of an observer and continues. Immutable.
 *
 * @param reason the reason code
 * @param peerAddress the address of the peer's socket: an IP address, or {@code (unreadable)} where
 *     the server returns something else
 * @param clientAddress the client's address that a trusted peer reports in {@code
 *     gatepass.client-ip-header}; the peer's address if it reports none. For display only, not for
 *     security decisions
 * @param retryAfter the time after which another attempt may succeed; empty if waiting does not
 *     help
 */
public record RequestRejected(
    Rejection reason, String peerAddress, String clientAddress, Optional<Duration> retryAfter) {
  /**
   * The name of the request attribute that holds the latest rejection; read it with {@link #of}.
   */
  public static final String ATTRIBUTE = "org.gatepass.RequestRejected";

  /**
   * Returns the latest rejection of a request. After a failed {@code SecurityContext.authenticate}
   * a page or resource reads here whether the password was wrong ({@link Rejection#WRONG_PASSWORD})
   * or an identity store failed ({@link Rejection#STORE_UNAVAILABLE}).
   *
   * @param request the request
   * @return the latest rejection, or empty if there was none
   */
  public static Optional<RequestRejected> of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestRejected rejected
        ? Optional.of(rejected)
        : Optional.empty();
  }
}
