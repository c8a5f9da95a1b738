// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateMatchTest { // A10
  private static final String FINGERPRINT =
      "57:DA:4D:91:40:74:8C:24:A3:39:13:06:8C:18:59:66:"
          + "45:94:A9:51:FC:41:C6:16:A7:4E:93:C6:D8:17:7C:FC";

  @Nested
  class ByFingerprint {
    @Test
    void isTheOneCertificate() {
      CertificateMatch match = CertificateMatch.parse(FINGERPRINT);
      assertThat(match.matches(Certificates.PROXY)).isTrue();
      assertThat(match.matches(Certificates.SAME_SUBJECT)).isFalse();
      assertThat(match.matches(Certificates.SAME_ISSUER)).isFalse();
    }

    @Test
    void isNeverThatOfACertificateWithoutAnEncoding() {
      assertThat(CertificateMatch.parse(FINGERPRINT).matches(new UnencodableCertificate()))
          .isFalse();
    }

    @Test
    void mayBeWrittenInSeveralWays() {
      assertThat(CertificateMatch.parse(FINGERPRINT.toLowerCase(Locale.ROOT)))
          .isEqualTo(CertificateMatch.parse(FINGERPRINT))
          .isEqualTo(CertificateMatch.parse(FINGERPRINT.replace(":", "")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "57",
          "57DA4D9140748C24A33913068C18596645 94A951FC41C616A74E93C6D8177CFC",
          "57DA4D9140748C24A33913068C1859664594A951FC41C616A74E93C6D8177CF", // 63
          "57DA4D9140748C24A33913068C1859664594A951FC41C616A74E93C6D8177CFC0", // 65
          "57DA4D9140748C24A33913068C1859664594A951FC41C616A74E93C6D8177CFG",
          "57:DA4D9140748C24A33913068C1859664594A951FC41C616A74E93C6D8177CFC",
          "DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09", // SHA-1
          "issuer=CN=Example CA,O=Example",
          "CN=proxy,O=Example",
        })
    void isSha256(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CertificateMatch.parse(text))
          .withMessage(
              "is neither a SHA-256 fingerprint (64 hexadecimal digits, perhaps with colons"
                  + " between the pairs) nor subject=...;issuer=...");
    }
  }

  @Nested
  class ByNames {
    @Test
    void areTheSubjectTogetherWithTheIssuer() {
      CertificateMatch match =
          CertificateMatch.parse("subject=CN=proxy,O=Example;issuer=CN=Example CA,O=Example");
      assertThat(match.matches(Certificates.PROXY)).isTrue();
      assertThat(match.matches(Certificates.SAME_SUBJECT)).isFalse();
      assertThat(match.matches(Certificates.SAME_ISSUER)).isFalse();
    }

    @Test
    void areComparedAsNamesAndNotAsTexts() {
      assertThat(
              CertificateMatch.parse("subject=cn=Proxy, o=example;issuer=cn=example ca,O=EXAMPLE")
                  .matches(Certificates.PROXY))
          .isTrue();
      assertThat(
              CertificateMatch.parse("subject=O=Example,CN=proxy;issuer=CN=Example CA,O=Example")
                  .matches(Certificates.PROXY))
          .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"subject=CN=proxy,O=Example", "subject=CN=proxy;issue=CN=CA", "subject="})
    void needAnIssuer(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CertificateMatch.parse(text))
          .withMessage(
              "names a subject alone, which any authority of the truststore could have signed: add"
                  + " ;issuer=...");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"subject=;issuer=CN=CA", "subject=proxy;issuer=CN=CA", "subject= ;issuer=CN=CA"})
    void needAWellFormedSubject(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CertificateMatch.parse(text))
          .withMessage(
              "has subject= without a distinguished name of RFC 2253, such as CN=proxy,O=Example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject=CN=proxy;issuer=", "subject=CN=proxy;issuer=CA"})
    void needAWellFormedIssuer(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CertificateMatch.parse(text))
          .withMessage(
              "has issuer= without a distinguished name of RFC 2253, such as CN=proxy,O=Example");
    }
  }
}
