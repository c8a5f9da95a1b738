// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The peer of a request: its TCP neighbour, independent of forwarding headers. Immutable.
 *
 * @param address the address of the peer's socket, in the notation of the server
 * @param certificates the client certificate of the connection, leaf first; empty for none, and if
 *     {@code gatepass.proxy-certificates} is not configured
 */
public record Peer(String address, List<X509Certificate> certificates) {
  /**
   * Copies the list.
   *
   * @param address the address
   * @param certificates the certificates
   */
  public Peer {
    certificates = List.copyOf(certificates);
  }
}
