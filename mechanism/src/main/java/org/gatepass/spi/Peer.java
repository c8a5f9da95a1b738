// SPDX-License-Identifier: Apache-2.0
package org.gatepass.spi;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The TCP neighbour that sent a request, as its connection shows it, before any forwarding header
 * is trusted. Immutable.
 *
 * @param address the address of the peer's socket, as the server writes it
 * @param certificates the client certificate that the connection showed, leaf first; empty for a
 *     connection without one
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
