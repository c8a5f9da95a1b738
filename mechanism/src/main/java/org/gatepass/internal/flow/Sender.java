// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import org.gatepass.internal.trust.IpAddress;

/**
 * The addresses of a request for logs and events. Each is an address literal, or {@link
 * #UNREADABLE} where the server returns another text, for example from a forwarding header that any
 * client can write.
 *
 * @param peerAddress the address of the peer's socket
 * @param clientAddress the client's address that a trusted peer reports, else the peer's
 */
record Sender(String peerAddress, String clientAddress) {
  static final String UNREADABLE = "(unreadable)";

  /** A trusted peer that reports the client's address. */
  static Sender behind(String peerAddress, String clientAddress) {
    return new Sender(literal(peerAddress), clientAddress);
  }

  /** A peer without a reported client. */
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
