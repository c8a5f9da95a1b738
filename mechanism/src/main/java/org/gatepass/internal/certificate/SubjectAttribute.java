// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.jspecify.annotations.Nullable;

/** An attribute of a certificate's subject that names the caller. */
public enum SubjectAttribute implements CertificateCaller {
  /** The common name, 2.5.4.3. */
  CN("550403"),
  /** The user id, 0.9.2342.19200300.100.1.1. */
  UID("0992268993f22c640101"),
  /** The e-mail address, 1.2.840.113549.1.9.1; not an alternative name. */
  EMAIL("2a864886f70d010901");

  /** The content of the type's DER, in hexadecimal digits. */
  private final String type;

  SubjectAttribute(String type) {
    this.type = type;
  }

  static SubjectAttribute parse(String text) {
    for (SubjectAttribute attribute : values()) {
      if (attribute.name().equals(text.toUpperCase(Locale.ROOT))) {
        return attribute;
      }
    }
    throw new IllegalArgumentException(
        "is not CN, UID, EMAIL, or spiffe:// with the name of a trust domain");
  }

  @Override
  public boolean needsIssuer() {
    return true;
  }

  @Override
  public boolean isOwnForm(String name) {
    return false;
  }

  /** The value of the attribute, which the subject must contain exactly once. */
  @Override
  public @Nullable String name(ForwardedCertificate forwarded) throws MalformedHeaderException {
    X509Certificate certificate = forwarded.certificate();
    if (certificate == null) {
      return null;
    }
    List<String> values = DistinguishedName.values(certificate.getSubjectX500Principal(), type);
    if (values.size() != 1) {
      throw new MalformedHeaderException(Rejection.UNFIT_NAME);
    }
    return values.get(0);
  }
}
