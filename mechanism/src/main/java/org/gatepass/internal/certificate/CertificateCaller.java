// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import org.gatepass.internal.header.MalformedHeaderException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a certificate that names the caller. Implementations are immutable and safe for use
 * by many threads.
 */
public sealed interface CertificateCaller permits SpiffeTrustDomain, SubjectAttribute {
  /**
   * Reads one of two notations: {@code CN}, {@code UID} or {@code EMAIL} for an attribute of the
   * subject, or {@code spiffe://} and the name of a trust domain for SPIFFE ids of that domain.
   *
   * @param text the notation
   * @return the part
   * @throws IllegalArgumentException if the text has neither notation; the message is the rule
   *     alone
   */
  static CertificateCaller parse(String text) {
    return text.startsWith(SpiffeTrustDomain.SCHEME)
        ? SpiffeTrustDomain.parse(text)
        : SubjectAttribute.parse(text);
  }

  /**
   * Whether the name identifies a caller only together with the certificate's issuer.
   *
   * @return whether an issuer must be configured
   */
  boolean needsIssuer();

  /**
   * Whether a caller name has the form of the names in certificates.
   *
   * @param name the name
   * @return whether the name is valid although it breaks the standard rule for caller names
   */
  boolean isOwnForm(String name);

  /**
   * Reads the caller name.
   *
   * @param forwarded the certificate
   * @return the name; null if the certificate must be ignored, for example because it has another
   *     trust domain
   * @throws MalformedHeaderException if the certificate contains no valid name or several names
   */
  @Nullable String name(ForwardedCertificate forwarded) throws MalformedHeaderException;
}
