// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.security.cert.X509Certificate;

/**
 * The rule that identifies a proxy's client certificate among all certificates that the server's
 * truststore accepts. Implementations are immutable and safe for use by many threads.
 */
public sealed interface CertificateMatch permits CertificateFingerprint, CertificateNames {
  /**
   * Reads one of two notations:
   *
   * <ul>
   *   <li>a SHA-256 fingerprint: 64 hexadecimal digits, all together or in pairs with colons
   *       between, as {@code openssl x509 -fingerprint -sha256} writes them;
   *   <li>{@code subject=CN=proxy,O=Example;issuer=CN=Example CA}: two distinguished names of RFC
   *       2253. The issuer is required, because any authority of the truststore could sign the
   *       subject.
   * </ul>
   *
   * @param text the notation
   * @return the rule
   * @throws IllegalArgumentException if the text has neither notation; the message is the rule
   *     alone
   */
  static CertificateMatch parse(String text) {
    return text.startsWith(CertificateNames.SUBJECT)
        ? CertificateNames.parse(text)
        : CertificateFingerprint.parse(text);
  }

  /**
   * Whether a certificate is the proxy's.
   *
   * @param leaf the client certificate of the connection, without those of its authorities
   * @return whether the certificate is the proxy's
   */
  boolean matches(X509Certificate leaf);
}
