// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatepass.internal.certificate.ClientCertificates.ALICE;
import static org.gatepass.internal.certificate.ClientCertificates.DNS_NAME_AND_URI;
import static org.gatepass.internal.certificate.ClientCertificates.OTHER_ISSUER;
import static org.gatepass.internal.certificate.ClientCertificates.TWO_URIS;
import static org.gatepass.internal.certificate.ClientCertificates.WEB;
import static org.gatepass.internal.certificate.ClientCertificates.der;
import static org.gatepass.internal.certificate.ClientCertificates.escapedPem;
import static org.gatepass.internal.certificate.ClientCertificates.forwardedClientCert;
import static org.gatepass.internal.certificate.ClientCertificates.sha256;

import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Locale;
import org.gatepass.Rejection;
import org.gatepass.internal.header.MalformedHeaderException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedClientCertTest {
  private static final String ID = "spiffe://example.org/web";
  private static final String ADMIN = "spiffe://example.org/admin";
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private static void isMalformed(String value, Rejection reason) {
    assertThatThrownBy(() -> ForwardedClientCert.read(value))
        .as(value)
        .isInstanceOfSatisfying(
            MalformedHeaderException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void isMalformed(String value) {
    isMalformed(value, Rejection.UNREADABLE_VALUE);
  }

  @Test
  void isReadAsEnvoyWritesIt() throws MalformedHeaderException {
    assertThat(
            ForwardedClientCert.read(
                "By=spiffe://example.org/app;Hash="
                    + DIGEST
                    + ";Subject=\"CN=web,O=Example\\, Inc.\";URI="
                    + ID))
        .isEqualTo(new ForwardedCertificate(null, List.of(ID)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URI=spiffe://example.org/web",
        "By=a;By=b;URI=spiffe://example.org/web",
        "URI=\"spiffe://example.org/web\"",
        "Hash=;URI=spiffe://example.org/web",
        "Cert=\"\";URI=spiffe://example.org/web",
        "Subject=\"\";URI=spiffe://example.org/web",
        "Subject=\"CN=a b~\";URI=spiffe://example.org/web",
        "Subject=\"CN=a\\\"b\";URI=spiffe://example.org/web",
        "Subject=\"CN=a;URI=b,By=c\";URI=spiffe://example.org/web",
        "Subject=\"CN=j\\C3\\BCrgen\";URI=spiffe://example.org/web"
      })
  void showsTheUriOfACertificateThatItDoesNotContain(String value) throws MalformedHeaderException {
    ForwardedCertificate forwarded = ForwardedClientCert.read(value);

    assertThat(forwarded.certificate()).isNull();
    assertThat(forwarded.uris()).containsExactly(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"URI=", "By=;URI=;DNS=", "Subject=\"CN=alice\"", "URI=\"\"", "By=;DNS=x"})
  void showsNoUriOfAnElementWithoutOne(String value) throws MalformedHeaderException {
    assertThat(ForwardedClientCert.read(value).uris()).isEmpty();
  }

  /**
   * Envoy does not escape URIs: the certificate may have a single, longer one, such as {@code
   * spiffe://example.org/web;DNS=x}.
   */
  @Test
  void showsNoUriThatMayBeTheBeginningOfAnother() throws MalformedHeaderException {
    isMalformed("URI=" + ID + ";DNS=x");
    isMalformed("URI=" + ID + ";DNS=");
    isMalformed("By=a;Subject=\"\";URI=" + ID + ";DNS=web.example.org;DNS=www.example.org");
    assertThat(ForwardedClientCert.read("URI=" + ID + ";URI=").uris()).containsExactly(ID, "");
    assertThat(ForwardedClientCert.read("URI=;URI=" + ID).uris()).containsExactly("", ID);
  }

  @Nested
  class ACertificate {
    @Test
    void mayHaveDnsNamesNextToIt() throws MalformedHeaderException {
      assertThat(
              ForwardedClientCert.read(forwardedClientCert(WEB) + ";URI=" + ID + ";DNS=a;DNS=b")
                  .uris())
          .containsExactly("spiffe://example.org/ns/prod/sa/web");
    }

    @Test
    void isReadInPlaceOfAllTexts() throws MalformedHeaderException, CertificateEncodingException {
      ForwardedCertificate forwarded =
          ForwardedClientCert.read(forwardedClientCert(WEB) + ";Subject=\"CN=admin\";URI=" + ADMIN);

      assertThat(forwarded.certificate()).isNotNull();
      assertThat(forwarded.certificate().getEncoded()).isEqualTo(der(WEB));
      assertThat(forwarded.uris()).containsExactly("spiffe://example.org/ns/prod/sa/web");
    }

    @Test
    void hasAllItsUris() throws MalformedHeaderException {
      assertThat(ForwardedClientCert.read(forwardedClientCert(TWO_URIS) + ";URI=" + ID).uris())
          .containsExactly(ID, ADMIN);
    }

    @Test
    void hasUrisAmongItsOtherNames() throws MalformedHeaderException {
      assertThat(ForwardedClientCert.read(forwardedClientCert(DNS_NAME_AND_URI)).uris())
          .containsExactly(ID);
    }

    @Test
    void needsNoDigest() throws MalformedHeaderException {
      assertThat(ForwardedClientCert.read("Cert=\"" + escapedPem(ALICE) + "\"").certificate())
          .isNotNull();
    }

    @Test
    void hasTheDigestNextToIt() throws MalformedHeaderException {
      String certificate = ";Cert=\"" + escapedPem(ALICE) + "\"";

      assertThat(
              ForwardedClientCert.read(
                      "Hash=" + sha256(ALICE).toUpperCase(Locale.ROOT) + certificate)
                  .certificate())
          .isNotNull();
      isMalformed("Hash=" + sha256(OTHER_ISSUER) + certificate);
      isMalformed("Hash=" + DIGEST + certificate);
    }

    @Test
    void isOneInPem() {
      isMalformed("Cert=\"" + escapedPem(ALICE + OTHER_ISSUER) + "\"");
      isMalformed("Cert=\"AQ%3D%3D\"");
      isMalformed("Cert=\"" + escapedPem(ALICE) + "\";Cert=\"" + escapedPem(ALICE) + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "0123456789abcdef", "g", "0x01"})
  void rejectsADigestOfAnotherForm(String digest) {
    isMalformed("Hash=" + digest + ";URI=" + ID);
    isMalformed("Hash=" + DIGEST + "0;URI=" + ID);
    isMalformed("Hash=" + DIGEST.substring(1) + "g;URI=" + ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "URI=a,URI=b",
        "By=a;URI=b,By=c;URI=d",
        "Subject=\"CN=a\",URI=b",
        "URI=a,",
        "URI=,",
        "Subject=\"a\\\"\",b"
      })
  void isOneElement(String value) {
    isMalformed(value, Rejection.REPEATED_HEADER);
  }

  /** Envoy escapes a quote, and leaves a backslash as it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject=\"CN=a\\\\\";URI=spiffe://example.org/admin\";URI=spiffe://example.org/web",
        "Subject=\"CN=a\\\\\"",
        "Subject=\"\\\\\\\\\"",
        "Subject=\"CN=a\\\\\"b\""
      })
  void rejectsAQuoteWithTwoMeanings(String value) {
    isMalformed(value);
  }

  @Test
  void ignoresWhatAQuotedSubjectContains() throws MalformedHeaderException {
    // CN=a\";URI=... : the backslash is escaped, and so is the quote.
    assertThat(
            ForwardedClientCert.read("Subject=\"CN=a\\\\\\\";URI=" + ADMIN + "\";URI=" + ID).uris())
        .containsExactly(ID);
  }

  /** Names of the certificate that Envoy does not escape. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "URI=x;Hash=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "URI=x;Cert=\"AQ\"",
        "URI=x;Subject=\"CN=admin\"",
        "URI=x;By=y",
        "DNS=x;URI=spiffe://example.org/admin",
        "URI=;DNS=x;URI=spiffe://example.org/admin",
        "DNS=x;Cert=\"AQ\""
      })
  void hasItsKeysInEnvoysOrder(String value) {
    isMalformed(value);
  }

  @Test
  void showsAllUrisSoThatAnInjectedOneIsNoticed() throws MalformedHeaderException {
    assertThat(ForwardedClientCert.read("URI=" + ID + ";URI=" + ADMIN).uris())
        .containsExactly(ID, ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "URI",
        "=a",
        "URI=a;",
        ";URI=a",
        "URI=a;;DNS=b",
        "URI =a",
        "URI= a",
        "URI=a ",
        "URI=a; DNS=b",
        "uri=a",
        "Uri=a",
        "SAN=a",
        "Subject=CN=a",
        "URI=a=b",
        "URI=a\"b",
        "URI=a\\b",
        "URI=\\",
        "URI=\"a\\b\"",
        "URI=\"a\\\"b\"",
        "By=\"a\\\"b\"",
        "URI=\"a",
        "URI=\"a\"b",
        "URI=\"a\"\"b\"",
        "URI=\"",
        "Hash=\"a\\\"",
        "Subject=\"a\"|URI=b",
        "Subject=\"a\";Subject=\"b\"",
        "Chain=\"a\";Chain=\"b\"",
        "URI=a\tb",
        "Subject=\"a\u0000\"",
        "Subject=\"a\u007f\"",
        "Subject=\"j\u00fcrgen\"",
        "URI=\u0130"
      })
  void rejectsAnyOtherText(String value) {
    isMalformed(value);
  }
}
