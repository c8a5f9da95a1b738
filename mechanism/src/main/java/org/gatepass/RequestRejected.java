// SPDX-License-Identifier: Apache-2.0
package org.gatepass;

import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * CDI event: a request, or what it said about its caller, was not listened to. It holds no header
 * value.
 *
 * @param reason the reason
 * @param peerAddress the address of the socket that the request came from
 * @param clientAddress the client's address as a trusted peer names it, else the peer's; for people
 *     to read, never to trust
 * @param retryAfter how long to wait before trying again; empty when waiting does not help
 */
public record RequestRejected(
    Rejection reason, String peerAddress, String clientAddress, Optional<Duration> retryAfter) {
  /** The name of the request attribute that holds the latest rejection of a request. */
  public static final String ATTRIBUTE = "org.gatepass.RequestRejected";

  /**
   * The latest rejection of a request. A page or resource whose programmatic login failed finds
   * here whether the password was wrong or a store could not be asked.
   *
   * @param request the request
   * @return the rejection, or empty when there was none
   */
  public static Optional<RequestRejected> of(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RequestRejected rejected
        ? Optional.of(rejected)
        : Optional.empty();
  }
}
