// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A certificate identified by its SHA-256 fingerprint.
 *
 * @param digits the fingerprint: 64 hexadecimal digits in lower case
 */
record CertificateFingerprint(String digits) implements CertificateMatch {
  static CertificateFingerprint parse(String text) {
    if (!text.matches("[0-9A-Fa-f]{64}|([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}")) {
      throw new IllegalArgumentException(
          "is neither a SHA-256 fingerprint (64 hexadecimal digits, perhaps with colons between the"
              + " pairs) nor subject=...;issuer=...");
    }
    return new CertificateFingerprint(text.replace(":", "").toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean matches(X509Certificate leaf) {
    try {
      byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
      return HexFormat.of().formatHex(fingerprint).equals(digits);
    } catch (CertificateEncodingException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
