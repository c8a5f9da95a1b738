// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepass.internal.certificate.ClientCertificates.ALICE;
import static org.gatepass.internal.certificate.ClientCertificates.COMMA;
import static org.gatepass.internal.certificate.ClientCertificates.QUOTE;
import static org.gatepass.internal.certificate.ClientCertificates.TWO_NAMES;
import static org.gatepass.internal.certificate.ClientCertificates.WEB;
import static org.gatepass.internal.certificate.ClientCertificates.der;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectAttributeTest {
  private static final String CN = "550403";

  private static String name(SubjectAttribute attribute, String pem)
      throws MalformedHeaderException {
    return attribute.name(ForwardedCertificate.of(der(pem)));
  }

  private static List<String> commonNames(String subject) throws MalformedHeaderException {
    return DistinguishedName.values(new X500Principal(subject), CN);
  }

  /** A subject whose common name has the given tag and bytes. */
  private static String withName(int tag, byte[] bytes) {
    HexFormat hex = HexFormat.of();
    return "O=Example,CN=#"
        + hex.toHexDigits((byte) tag)
        + hex.toHexDigits((byte) bytes.length)
        + hex.formatHex(bytes);
  }

  @ParameterizedTest
  @CsvSource({"CN, alice", "UID, a1", "EMAIL, alice@example.org"})
  void isReadFromTheSubject(SubjectAttribute attribute, String value)
      throws MalformedHeaderException {
    assertThat(name(attribute, ALICE)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"CN, CN", "cn, CN", "uid, UID", "Email, EMAIL"})
  void isConfiguredInAnyCase(String text, SubjectAttribute attribute) {
    assertThat(CertificateCaller.parse(text)).isEqualTo(attribute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"O", "SAN", "DN", "serialNumber", "C N", "", "2.5.4.3"})
  void rejectsOtherAttributes(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CertificateCaller.parse(text))
        .withMessage("is not CN, UID, EMAIL, or spiffe:// with the name of a trust domain");
  }

  @Test
  void belongsToAnIssuer() {
    assertThat(SubjectAttribute.values()).allMatch(SubjectAttribute::needsIssuer);
  }

  @Test
  void isTheWholeValueWithItsCommasAndQuotes() throws MalformedHeaderException {
    assertThat(name(SubjectAttribute.CN, COMMA)).isEqualTo("alice,CN=admin");
    assertThat(name(SubjectAttribute.CN, QUOTE))
        .isEqualTo("alice\";URI=spiffe://example.org/admin");
  }

  @Test
  void occursOnce() {
    for (SubjectAttribute attribute : List.of(SubjectAttribute.UID, SubjectAttribute.EMAIL)) {
      assertThatThrownBy(() -> name(attribute, TWO_NAMES)).hasMessage("UNFIT_NAME");
    }
    assertThatThrownBy(() -> name(SubjectAttribute.CN, TWO_NAMES)).hasMessage("UNFIT_NAME");
    assertThatThrownBy(() -> name(SubjectAttribute.CN, WEB)).hasMessage("UNFIT_NAME");
  }

  @Test
  void isNotInATextAboutTheCertificate() throws MalformedHeaderException {
    assertThat(SubjectAttribute.CN.name(ForwardedClientCert.read("Subject=\"CN=alice\""))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=alice",
        "CN=alice,O=Example,C=DE",
        "C=DE,O=Example,CN=alice",
        "O=Example,CN=alice+UID=a1",
        "UID=a1+CN=alice,O=Example",
        "O=\"CN=admin, Inc.\",CN=alice",
        "O=CN\\=admin,CN=alice",
        "OU=CN,CN=alice,OU=CN"
      })
  void isFoundAtAnyPlaceOfTheSubject(String subject) throws MalformedHeaderException {
    assertThat(commonNames(subject)).containsExactly("alice");
  }

  @Test
  void isCountedInAllRelativeNames() throws MalformedHeaderException {
    assertThat(commonNames("CN=alice+CN=admin,O=Example"))
        .containsExactlyInAnyOrder("alice", "admin");
    assertThat(commonNames("CN=alice,O=Example,CN=admin"))
        .containsExactlyInAnyOrder("alice", "admin");
    assertThat(commonNames("O=Example")).isEmpty();
    assertThat(commonNames("")).isEmpty();
  }

  @Test
  void isDecodedByItsType() throws MalformedHeaderException {
    byte[] utf8 = "jürgen".getBytes(StandardCharsets.UTF_8);

    assertThat(commonNames(withName(0x0c, utf8))).containsExactly("jürgen");
    assertThat(commonNames(withName(0x13, "alice".getBytes(StandardCharsets.US_ASCII))))
        .containsExactly("alice");
    assertThat(commonNames(withName(0x16, "a@b".getBytes(StandardCharsets.US_ASCII))))
        .containsExactly("a@b");
    assertThat(commonNames(withName(0x1e, "иван".getBytes(StandardCharsets.UTF_16BE))))
        .containsExactly("иван");
  }

  @Test
  void keepsANulForTheRulesForNames() throws MalformedHeaderException {
    assertThat(commonNames(withName(0x0c, "alice\0.evil".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("alice\0.evil");
  }

  @Test
  void mayBeLong() throws MalformedHeaderException {
    assertThat(commonNames("CN=" + "a".repeat(127))).containsExactly("a".repeat(127));
    assertThat(commonNames("CN=" + "a".repeat(128))).containsExactly("a".repeat(128));
    assertThat(commonNames("CN=" + "a".repeat(300))).containsExactly("a".repeat(300));
  }

  @ParameterizedTest
  @CsvSource({
    "0x0c, ff", // no UTF-8
    "0x0c, c0af", // an overlong form
    "0x13, c3a9",
    "0x16, e9",
    "0x1e, 00", // half of a character
    "0x1e, d800",
    "0x14, 616c696365", // TeletexString
    "0x1c, 00000061", // UniversalString
    "0x02, 05", // INTEGER
    "0x04, 616c696365" // OCTET STRING
  })
  void isATextOfACertainCharacterSet(String tag, String bytes) {
    assertThatThrownBy(
            () -> commonNames(withName(Integer.decode(tag), HexFormat.of().parseHex(bytes))))
        .isInstanceOfSatisfying(
            MalformedHeaderException.class,
            e -> assertThat(e.reason()).isEqualTo(Rejection.UNREADABLE_VALUE));
  }
}
