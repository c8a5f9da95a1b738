// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A certificate identified by its subject and its issuer.
 *
 * @param subject the subject's distinguished name
 * @param issuer the issuer's distinguished name
 */
record CertificateNames(X500Principal subject, X500Principal issuer) implements CertificateMatch {
  static final String SUBJECT = "subject=";
  private static final String ISSUER = ";issuer=";

  static CertificateNames parse(String text) {
    int issuer = text.indexOf(ISSUER);
    if (issuer < 0) {
      throw new IllegalArgumentException(
          "names a subject alone, which any authority of the truststore could have signed: add"
              + " ;issuer=...");
    }
    return new CertificateNames(
        name("subject", text.substring(SUBJECT.length(), issuer)),
        name("issuer", text.substring(issuer + ISSUER.length())));
  }

  private static X500Principal name(String role, String text) {
    try {
      X500Principal name = new X500Principal(text);
      if (!name.getName().isEmpty()) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      throw noName(role, e);
    }
    throw noName(role, null);
  }

  private static IllegalArgumentException noName(
      String role, @Nullable IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "has " + role + "= without a distinguished name of RFC 2253, such as CN=proxy,O=Example",
        cause);
  }

  @Override
  public boolean matches(X509Certificate leaf) {
    return leaf.getSubjectX500Principal().equals(subject)
        && leaf.getIssuerX500Principal().equals(issuer);
  }
}
