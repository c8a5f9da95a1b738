// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.util.List;
import org.gatepass.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A check that a request comes from the proxy, by one kind of evidence: an address, a secret, a
 * certificate. A request is trusted when it passes all checks that are configured. Implementations
 * are safe for use by many threads.
 */
public interface EvidenceCheck {
  /**
   * The kind of the evidence, for the report of a request.
   *
   * @return a constant name in upper case, such as {@code ADDRESS}
   */
  String kind();

  /**
   * Checks the evidence of a request.
   *
   * @param peer the peer that sent the request
   * @param headers the headers of the request
   * @return why the evidence is missing or wrong; null when it is right
   */
  @Nullable Rejection missing(Peer peer, RequestHeaders headers);

  /**
   * The headers that carry the evidence. A second spelling of such a header, or its name in a
   * {@code Connection} line, makes a request malformed.
   *
   * @return the names of the headers; empty when the evidence is in no header
   */
  default List<String> headers() {
    return List.of();
  }
}
