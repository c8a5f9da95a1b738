// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import org.gatepass.internal.trust.IpAddress;

/**
 * Where a request came from, as far as log and events are concerned. Both are address literals, or
 * {@link #UNREADABLE} where a server hands over something else: what it took from a forwarding
 * header, say, which anybody can write.
 *
 * @param peerAddress the address of the socket
 * @param clientAddress the address that a trusted peer names as the client's, else the peer's
 */
record Sender(String peerAddress, String clientAddress) {
  static final String UNREADABLE = "(unreadable)";

  /** A peer that speaks for a client. */
  static Sender behind(String peerAddress, String clientAddress) {
    return new Sender(literal(peerAddress), clientAddress);
  }

  /** A peer that speaks for itself. */
  static Sender alone(String peerAddress) {
    String address = literal(peerAddress);
    return new Sender(address, address);
  }

  private static String literal(String address) {
    try {
      int zone = address.indexOf('%');
      return IpAddress.parse(zone < 0 ? address : address.substring(0, zone)).toString();
    } catch (IllegalArgumentException noAddress) {
      return UNREADABLE;
    }
  }
}
