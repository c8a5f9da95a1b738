// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.jspecify.annotations.Nullable;

/**
 * The client's certificate in a header, or only its URIs.
 *
 * @param certificate the certificate; null if the header contains only its URIs
 * @param uris the URIs among the subject's alternative names
 */
record ForwardedCertificate(@Nullable X509Certificate certificate, List<String> uris) {
  private static final Integer URI = 6; // of GeneralName (RFC 5280, section 4.2.1.6)

  /** Copies the list. */
  ForwardedCertificate {
    uris = List.copyOf(uris);
  }

  /**
   * Reads one certificate in DER.
   *
   * @param der its bytes, and no others
   * @throws MalformedHeaderException if the bytes are not exactly one certificate
   */
  static ForwardedCertificate of(byte[] der) throws MalformedHeaderException {
    try {
      // The factory reads PEM too, and ignores bytes after the certificate: hence the comparison.
      if (CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
              instanceof X509Certificate certificate
          && Arrays.equals(certificate.getEncoded(), der)) {
        return new ForwardedCertificate(certificate, uris(certificate));
      }
    } catch (CertificateException e) {
      throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
    }
    throw new MalformedHeaderException(Rejection.UNREADABLE_VALUE);
  }

  private static List<String> uris(X509Certificate certificate) throws CertificateParsingException {
    @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    List<String> uris = new ArrayList<>();
    if (names != null) {
      for (List<?> name : names) {
        if (URI.equals(name.get(0))) {
          uris.add(String.valueOf(name.get(1)));
        }
      }
    }
    return uris;
  }
}
