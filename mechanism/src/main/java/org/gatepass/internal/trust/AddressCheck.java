// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import org.gatepass.Rejection;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the peer's socket has the address of a proxy.
 *
 * @param proxies the addresses of the proxies, not {@link TrustedProxies#ANY}
 */
public record AddressCheck(TrustedProxies proxies) implements EvidenceCheck {
  /** The {@link #kind} of this check. */
  public static final String KIND = "ADDRESS";

  /**
   * Checks the addresses.
   *
   * @throws IllegalArgumentException for {@link TrustedProxies#ANY}; the message is the rule alone
   */
  public AddressCheck {
    if (proxies.isAny()) {
      throw new IllegalArgumentException("needs addresses");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** {@link Rejection#UNTRUSTED_PEER} for any other address. */
  @Override
  public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
    return proxies.contains(peer.address()) ? null : Rejection.UNTRUSTED_PEER;
  }
}
