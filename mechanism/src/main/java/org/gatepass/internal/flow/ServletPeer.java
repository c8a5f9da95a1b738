// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;

/** A servlet request as the rules about trust and headers read it. */
final class ServletPeer {
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private ServletPeer() {}

  static Peer of(HttpServletRequest request) {
    List<X509Certificate> certificates =
        request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
            ? List.of(chain)
            : List.of();
    // Over a Unix domain socket servers give null or nothing: no address is a trusted one.
    String address = request.getRemoteAddr();
    return new Peer(address == null ? "" : address, certificates);
  }

  static RequestHeaders headers(HttpServletRequest request) {
    return new Headers(request);
  }

  /** A container may give null where it does not let a name or its values be read. */
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
