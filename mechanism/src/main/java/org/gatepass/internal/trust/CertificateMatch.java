// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.security.cert.X509Certificate;

/**
 * What tells a proxy's client certificate from all others that the server's truststore admits.
 * Implementations are immutable and safe for use by many threads.
 */
public sealed interface CertificateMatch permits CertificateFingerprint, CertificateNames {
  /**
   * Reads one of two notations:
   *
   * <ul>
   *   <li>a SHA-256 fingerprint: 64 hexadecimal digits, all together or in pairs with colons
   *       between, as {@code openssl x509 -fingerprint -sha256} writes them;
   *   <li>{@code subject=CN=proxy,O=Example;issuer=CN=Example CA}: two distinguished names of RFC
   *       2253. The issuer must be there, because any authority of the truststore could sign the
   *       subject.
   * </ul>
   *
   * @param text the notation
   * @return what it describes
   * @throws IllegalArgumentException if it is neither notation; the message is the rule alone
   */
  static CertificateMatch parse(String text) {
    return text.startsWith(CertificateNames.SUBJECT)
        ? CertificateNames.parse(text)
        : CertificateFingerprint.parse(text);
  }

  /**
   * Whether a certificate is the proxy's.
   *
   * @param leaf the certificate that the connection showed, without those of its authorities
   * @return whether it is
   */
  boolean matches(X509Certificate leaf);
}
