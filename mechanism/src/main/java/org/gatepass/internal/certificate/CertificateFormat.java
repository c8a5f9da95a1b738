// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import org.gatepass.internal.header.MalformedHeaderException;

/** The notation of a client certificate in a header. */
public enum CertificateFormat {
  /** The byte sequence of {@code Client-Cert} (RFC 9440). */
  RFC9440,
  /** One certificate in PEM, percent-encoded, as in nginx's {@code $ssl_client_escaped_cert}. */
  ESCAPED_PEM,
  /** One element of Envoy's {@code x-forwarded-client-cert}. */
  XFCC;

  /**
   * Reads a value.
   *
   * @param value the value, without blanks at its ends
   * @return the certificate, or only its URIs
   * @throws MalformedHeaderException if the value has another notation, or two meanings
   */
  ForwardedCertificate read(String value) throws MalformedHeaderException {
    return switch (this) {
      case RFC9440 -> ForwardedCertificate.of(ByteSequence.decode(value));
      case ESCAPED_PEM -> ForwardedCertificate.of(EscapedPem.decode(value));
      case XFCC -> ForwardedClientCert.read(value);
    };
  }

  /** Whether a value means that the client has no certificate. */
  boolean isNone(String value) {
    return this == RFC9440 && value.equals(ByteSequence.EMPTY);
  }
}
