// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;

/** Adapts a servlet request to the types of the rules for trust and headers. */
final class ServletPeer {
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private ServletPeer() {}

  /**
   * The peer of a request.
   *
   * @param withCertificates whether to read the client certificate. On a connection without one,
   *     Payara and GlassFish then start another handshake, which can break a connection of HTTP/2.
   */
  static Peer of(HttpServletRequest request, boolean withCertificates) {
    List<X509Certificate> certificates =
        withCertificates && request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
            ? List.of(chain)
            : List.of();
    // For a Unix domain socket servers return null or an empty text, which is never trusted.
    String address = request.getRemoteAddr();
    return new Peer(address == null ? "" : address, certificates);
  }

  static RequestHeaders headers(HttpServletRequest request) {
    return new Headers(request);
  }

  /** A container may return null for names and values that it does not expose. */
  private record Headers(HttpServletRequest request) implements RequestHeaders {
    @Override
    public Enumeration<String> names() {
      Enumeration<String> names = request.getHeaderNames();
      return names == null ? Collections.emptyEnumeration() : names;
    }

    @Override
    public Enumeration<String> values(String name) {
      Enumeration<String> values = request.getHeaders(name);
      return values == null ? Collections.emptyEnumeration() : values;
    }
  }
}
