// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import org.gatepass.Rejection;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the connection shows a client certificate of the proxy.
 *
 * @param certificates the certificates of which the connection must show one
 */
public record CertificateCheck(List<CertificateMatch> certificates) implements EvidenceCheck {
  /** Copies the list. */
  public CertificateCheck {
    certificates = List.copyOf(certificates);
  }

  @Override
  public String kind() {
    return "CERTIFICATE";
  }

  /** {@link Rejection#MISSING_CERTIFICATE} or {@link Rejection#WRONG_CERTIFICATE}. */
  @Override
  public @Nullable Rejection missing(Peer peer, RequestHeaders headers) {
    List<X509Certificate> shown = peer.certificates();
    if (shown.isEmpty()) {
      return Rejection.MISSING_CERTIFICATE;
    }
    X509Certificate leaf = shown.get(0);
    return certificates.stream().anyMatch(certificate -> certificate.matches(leaf))
        ? null
        : Rejection.WRONG_CERTIFICATE;
  }
}
