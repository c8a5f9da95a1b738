// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepass.internal.certificate.ClientCertificates.ALICE;
import static org.gatepass.internal.certificate.ClientCertificates.OTHER_ISSUER;
import static org.gatepass.internal.certificate.ClientCertificates.der;
import static org.gatepass.internal.certificate.ClientCertificates.escapedPem;

import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedPemTest {
  private static final String BEGIN = "-----BEGIN%20CERTIFICATE-----%0A";
  private static final String END = "-----END%20CERTIFICATE-----";

  private static void isMalformed(String value) {
    assertThatThrownBy(() -> EscapedPem.decode(value))
        .isInstanceOfSatisfying(
            MalformedHeaderException.class,
            e -> assertThat(e.reason()).isEqualTo(Rejection.UNREADABLE_VALUE));
  }

  @Test
  void decodesOneCertificate() throws MalformedHeaderException {
    assertThat(EscapedPem.decode(escapedPem(ALICE))).isEqualTo(der(ALICE));
    assertThat(EscapedPem.decode(escapedPem(ALICE.strip()))).isEqualTo(der(ALICE));
    assertThat(EscapedPem.decode(BEGIN + "AQ%3D%3D%0A" + END)).containsExactly(1);
    assertThat(EscapedPem.decode(BEGIN + "AQID%0ABA%3D%3D%0A" + END)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void mayContainUnescapedCharactersOfBase64() throws MalformedHeaderException {
    assertThat(EscapedPem.decode(BEGIN + "+/+/%0A" + END)).containsExactly(0xfb, 0xff, 0xbf);
    assertThat(EscapedPem.decode(BEGIN.replace("%20", " ") + "AQ==%0A" + END)).containsExactly(1);
  }

  @Test
  void isDecodedOnce() {
    isMalformed(escapedPem(ALICE).replace("%", "%25"));
    isMalformed(BEGIN + "AQ%253D%253D%0A" + END);
  }

  @Test
  void rejectsSeveralCertificates() {
    isMalformed(escapedPem(ALICE + OTHER_ISSUER));
    isMalformed(escapedPem(ALICE) + escapedPem(ALICE));
    isMalformed(escapedPem(ALICE) + "," + escapedPem(ALICE));
    isMalformed(escapedPem(ALICE) + "%00" + escapedPem(ALICE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AQ==",
        BEGIN,
        END,
        BEGIN + END, // the two boundaries share no line end
        BEGIN + "AQ%3D%3D" + END,
        "-----BEGIN%20CERTIFICATE-----AQ%3D%3D%0A" + END,
        "%0A" + BEGIN + "AQ%3D%3D%0A" + END,
        "subject%3DCN%3Dadmin%0A" + BEGIN + "AQ%3D%3D%0A" + END,
        BEGIN + "AQ%3D%3D%0A" + END + "%0A%0A",
        BEGIN + "AQ%3D%3D%0A" + END + "x",
        BEGIN + "AQ%3D%3D%0D%0A" + END,
        BEGIN + "Proc-Type:%204,ENCRYPTED%0A%0AAQ%3D%3D%0A" + END,
        BEGIN + "AQ%3D%3D%20%0A" + END,
        BEGIN + "AR%3D%3D%0A" + END,
        BEGIN + "AQ%3%0A" + END,
        BEGIN + "AQ%GG%0A" + END,
        BEGIN + "A\u00e9%3D%3D%0A" + END,
        "-----BEGIN TRUSTED CERTIFICATE-----%0AAQ%3D%3D%0A-----END TRUSTED CERTIFICATE-----",
        "-----BEGIN X509 CRL-----%0AAQ%3D%3D%0A-----END X509 CRL-----",
        "-----BEGIN+CERTIFICATE-----%0AAQ%3D%3D%0A-----END+CERTIFICATE-----",
        "-----begin%20certificate-----%0AAQ%3D%3D%0A-----end%20certificate-----"
      })
  void rejectsAnyOtherText(String value) {
    isMalformed(value);
  }
}
