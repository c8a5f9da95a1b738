// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatepass.internal.certificate.ClientCertificates.ALICE;
import static org.gatepass.internal.certificate.ClientCertificates.COMMA;
import static org.gatepass.internal.certificate.ClientCertificates.OTHER_DOMAIN;
import static org.gatepass.internal.certificate.ClientCertificates.OTHER_ISSUER;
import static org.gatepass.internal.certificate.ClientCertificates.QUOTE;
import static org.gatepass.internal.certificate.ClientCertificates.SAME_ISSUER_NAME;
import static org.gatepass.internal.certificate.ClientCertificates.TWO_NAMES;
import static org.gatepass.internal.certificate.ClientCertificates.TWO_URIS;
import static org.gatepass.internal.certificate.ClientCertificates.WEB;
import static org.gatepass.internal.certificate.ClientCertificates.clientCert;
import static org.gatepass.internal.certificate.ClientCertificates.der;
import static org.gatepass.internal.certificate.ClientCertificates.escapedPem;
import static org.gatepass.internal.certificate.ClientCertificates.forwardedClientCert;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.CallerNameTransform;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.GroupsSeparator;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.identity.IdentityRules;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.internal.trust.Trusts;
import org.gatepass.spi.Peer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateHeaderTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());
  private static final Peer STRANGER = new Peer("203.0.113.7", List.of());
  private static final HeaderName HEADER = HeaderName.parse("X-Client-Cert");
  private static final HeaderName VERIFY = HeaderName.parse("x-client-verify");
  private static final X500Principal EXAMPLE_CA = new X500Principal("CN=Example CA,O=Example");
  private static final CertificateCaller DOMAIN = CertificateCaller.parse("spiffe://example.org");
  private static final Assertion NONE = new Assertion.Absent(true, null);

  private static CertificateHeader source(
      CertificateFormat format,
      @Nullable HeaderName verifyHeader,
      CertificateCaller caller,
      X500Principal... issuers) {
    return new CertificateHeader(HEADER, format, verifyHeader, caller, Set.of(issuers));
  }

  private static HeaderJudge judge(CertificateHeader source, CertificateCaller caller) {
    return new HeaderJudge(
        Trusts.of(TrustedProxies.parse(List.of("10.1.2.3")), null, null, List.of()),
        source,
        new IdentityRules(
            CallerNameRule.standardOr(caller::isOwnForm, 150),
            CallerNameTransform.none(),
            GroupsMapping.none(),
            GroupsSeparator.COMMA));
  }

  private static Assertion byName(CertificateFormat format, Headers headers) {
    return judge(source(format, null, SubjectAttribute.CN, EXAMPLE_CA), SubjectAttribute.CN)
        .judge(PROXY, headers);
  }

  private static Assertion bySpiffeId(CertificateFormat format, String value) {
    return judge(source(format, null, DOMAIN), DOMAIN)
        .judge(PROXY, Headers.of("x-client-cert", value));
  }

  private static String notation(CertificateFormat format, String pem) {
    return switch (format) {
      case RFC9440 -> clientCert(pem);
      case ESCAPED_PEM -> escapedPem(pem);
      case XFCC -> forwardedClientCert(pem);
    };
  }

  private static Headers in(CertificateFormat format, String pem) {
    return Headers.of("x-client-cert", notation(format, pem));
  }

  private static Assertion named(String name) {
    return new Assertion.Asserted(name, Set.of(), null, null, null, Set.of(), null);
  }

  private static Assertion ignored(Rejection reason) {
    return new Assertion.Absent(true, reason);
  }

  private static Assertion malformed(Rejection reason) {
    return new Assertion.Malformed(reason, "x-client-cert");
  }

  @ParameterizedTest
  @EnumSource
  void namesTheCallerOfACertificate(CertificateFormat format) {
    assertThat(byName(format, in(format, ALICE))).isEqualTo(named("alice"));
  }

  @ParameterizedTest
  @CsvSource({"CN, alice", "UID, a1", "EMAIL, alice@example.org"})
  void namesTheCallerByTheConfiguredAttribute(SubjectAttribute attribute, String name) {
    CertificateHeader source =
        source(CertificateFormat.RFC9440, null, attribute, new X500Principal("CN=x"), EXAMPLE_CA);

    assertThat(
            judge(source, attribute)
                .judge(PROXY, Headers.of("X-CLIENT-CERT", "\t" + clientCert(ALICE) + " ")))
        .isEqualTo(named(name));
  }

  @ParameterizedTest
  @EnumSource
  void isReadFromATrustedPeerOnly(CertificateFormat format) {
    CertificateHeader source = source(format, null, SubjectAttribute.CN, EXAMPLE_CA);

    assertThat(judge(source, SubjectAttribute.CN).judge(STRANGER, in(format, ALICE)))
        .isEqualTo(new Assertion.Absent(false, Rejection.UNTRUSTED_PEER));
    assertThat(judge(source, SubjectAttribute.CN).judge(STRANGER, Headers.of("x-client-cert", "x")))
        .isEqualTo(new Assertion.Absent(false, Rejection.UNTRUSTED_PEER));
    assertThat(judge(source, SubjectAttribute.CN).judge(STRANGER, Headers.of("x-client-cert", " ")))
        .isEqualTo(new Assertion.Absent(false, null));
  }

  @Test
  void namesNoCallerWithoutACertificate() {
    assertThat(byName(CertificateFormat.RFC9440, Headers.of())).isEqualTo(NONE);
    assertThat(byName(CertificateFormat.RFC9440, Headers.of("x-client-cert", " \t")))
        .isEqualTo(NONE);
    assertThat(byName(CertificateFormat.RFC9440, Headers.of("remote-user", "alice")))
        .isEqualTo(NONE);
  }

  @ParameterizedTest
  @CsvSource({"RFC9440, ::", "ESCAPED_PEM, -", "ESCAPED_PEM, (null)", "XFCC, $x", "XFCC, {x}"})
  void ignoresAPlaceholder(CertificateFormat format, String value) {
    assertThat(byName(format, Headers.of("x-client-cert", value)))
        .isEqualTo(ignored(Rejection.PLACEHOLDER));
  }

  @ParameterizedTest
  @CsvSource({"ESCAPED_PEM, ::", "XFCC, ::", "RFC9440, :AQ==:", "RFC9440, x", "XFCC, x=y"})
  void rejectsATextThatIsNotACertificate(CertificateFormat format, String value) {
    assertThat(byName(format, Headers.of("x-client-cert", value)))
        .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
  }

  @ParameterizedTest
  @CsvSource({
    "RFC9440, ESCAPED_PEM",
    "RFC9440, XFCC",
    "ESCAPED_PEM, RFC9440",
    "ESCAPED_PEM, XFCC",
    "XFCC, RFC9440",
    "XFCC, ESCAPED_PEM"
  })
  void rejectsEachFormatButTheConfiguredOne(CertificateFormat format, CertificateFormat other) {
    assertThat(byName(format, in(other, ALICE))).isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
  }

  @Test
  void rejectsBytesInAdditionToTheCertificate() {
    byte[] der = der(ALICE);
    byte[] longer = Arrays.copyOf(der, der.length + 1);
    byte[] twice = Arrays.copyOf(der, 2 * der.length);
    System.arraycopy(der, 0, twice, der.length, der.length);
    byte[] shorter = Arrays.copyOf(der, der.length - 1);
    byte[] pem = ALICE.getBytes(StandardCharsets.US_ASCII);

    for (byte[] bytes : List.of(longer, twice, shorter, pem, new byte[] {0x30})) {
      assertThat(
              byName(
                  CertificateFormat.RFC9440,
                  Headers.of(
                      "x-client-cert", ":" + Base64.getEncoder().encodeToString(bytes) + ":")))
          .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsASecondLine(CertificateFormat format) {
    for (String second : List.of(notation(format, ALICE), "", "x")) {
      assertThat(byName(format, in(format, ALICE).and("x-client-cert", second)))
          .isEqualTo(malformed(Rejection.REPEATED_HEADER));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RFC9440, UNREADABLE_VALUE",
    "ESCAPED_PEM, UNREADABLE_VALUE",
    "XFCC, REPEATED_HEADER"
  })
  void rejectsASecondElement(CertificateFormat format, Rejection reason) {
    for (String separator : List.of(",", ", ")) {
      String value = notation(format, ALICE) + separator + notation(format, ALICE);
      assertThat(byName(format, Headers.of("x-client-cert", value))).isEqualTo(malformed(reason));
    }
  }

  @Test
  void rejectsAnotherSpellingOfTheHeader() {
    assertThat(
            byName(
                CertificateFormat.RFC9440,
                in(CertificateFormat.RFC9440, ALICE).and("x_client_cert", "x")))
        .isEqualTo(malformed(Rejection.ALIAS_HEADER));
  }

  @Test
  void rejectsAVeryLongValue() {
    assertThat(byName(CertificateFormat.XFCC, Headers.of("x-client-cert", "a".repeat(16_385))))
        .isEqualTo(malformed(Rejection.TOO_LONG));
    assertThat(byName(CertificateFormat.XFCC, Headers.of("x-client-cert", "a".repeat(16_384))))
        .isEqualTo(malformed(Rejection.UNREADABLE_VALUE));
  }

  @Nested
  class TheIssuer {
    @ParameterizedTest
    @EnumSource(CertificateFormat.class)
    void isOneOfTheConfiguredOnes(CertificateFormat format) {
      assertThat(byName(format, in(format, OTHER_ISSUER)))
          .isEqualTo(ignored(Rejection.WRONG_CERTIFICATE));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "CN=Example CA, O=Example",
          "cn=example ca,o=EXAMPLE",
          "CN=\"Example CA\",O=Example",
          "CN=Example\\ CA,O=Example",
          "CN=  Example  CA ,O=Example"
        })
    void isComparedAsANameAndNotAsAText(String issuer) {
      CertificateHeader source =
          source(CertificateFormat.RFC9440, null, SubjectAttribute.CN, new X500Principal(issuer));

      assertThat(
              judge(source, SubjectAttribute.CN).judge(PROXY, in(CertificateFormat.RFC9440, ALICE)))
          .isEqualTo(named("alice"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "O=Example,CN=Example CA",
          "CN=Example CA",
          "CN=Example CA+O=Example",
          "CN=Example CA,O=Example,C=DE",
          "CN=Example CA\\,O=Example"
        })
    void isTheWholeNameInItsOrder(String issuer) {
      CertificateHeader source =
          source(CertificateFormat.RFC9440, null, SubjectAttribute.CN, new X500Principal(issuer));

      assertThat(
              judge(source, SubjectAttribute.CN).judge(PROXY, in(CertificateFormat.RFC9440, ALICE)))
          .isEqualTo(ignored(Rejection.WRONG_CERTIFICATE));
    }

    /** The proxy verifies the chain; see docs/how-to/client-certificates-in-headers.md. */
    @Test
    void isNotVerifiedByItsSignature() {
      assertThat(byName(CertificateFormat.RFC9440, in(CertificateFormat.RFC9440, SAME_ISSUER_NAME)))
          .isEqualTo(named("alice"));
    }

    @Test
    void isRequiredForASubject() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> source(CertificateFormat.XFCC, null, SubjectAttribute.UID))
          .withMessage(
              "a subject is unique only within its issuer, and the proxy may trust several"
                  + " issuers");
    }

    @Test
    void isUnknownWithoutTheCertificate() {
      for (String subject : List.of("CN=alice,O=Example", "CN=alice\\\"", "")) {
        assertThat(
                byName(
                    CertificateFormat.XFCC,
                    Headers.of("x-client-cert", "Subject=\"" + subject + "\";URI=")))
            .isEqualTo(ignored(Rejection.MISSING_CERTIFICATE));
      }
    }

    @Test
    void mayBeRequiredOfWorkloadsToo() {
      CertificateHeader source = source(CertificateFormat.XFCC, null, DOMAIN, EXAMPLE_CA);
      CertificateHeader ofAnother =
          source(CertificateFormat.XFCC, null, DOMAIN, new X500Principal("CN=Other CA"));
      Headers web = in(CertificateFormat.XFCC, WEB);

      assertThat(judge(source, DOMAIN).judge(PROXY, web))
          .isEqualTo(named("spiffe://example.org/ns/prod/sa/web"));
      assertThat(judge(ofAnother, DOMAIN).judge(PROXY, web))
          .isEqualTo(ignored(Rejection.WRONG_CERTIFICATE));
      assertThat(
              judge(source, DOMAIN)
                  .judge(PROXY, Headers.of("x-client-cert", "URI=spiffe://example.org/web")))
          .isEqualTo(ignored(Rejection.MISSING_CERTIFICATE));
    }
  }

  @Nested
  class TheResultOfTheVerification {
    private final HeaderJudge judge =
        judge(
            source(CertificateFormat.ESCAPED_PEM, VERIFY, SubjectAttribute.CN, EXAMPLE_CA),
            SubjectAttribute.CN);

    private Assertion with(String... results) {
      Headers headers = in(CertificateFormat.ESCAPED_PEM, ALICE);
      List.of(results).forEach(result -> headers.and("X-Client-Verify", result));
      return judge.judge(PROXY, headers);
    }

    @Test
    void isSuccess() {
      assertThat(with("SUCCESS")).isEqualTo(named("alice"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "NONE",
          "FAILED",
          "FAILED:unable to verify the first certificate",
          "FAILED:SUCCESS",
          "success",
          "SUCCESS,SUCCESS",
          "SUCCESS NONE",
          "0",
          "-"
        })
    void isNoOtherText(String result) {
      assertThat(with(result)).isEqualTo(ignored(Rejection.UNVERIFIED_CERTIFICATE));
    }

    @Test
    void isNotMissing() {
      assertThat(with()).isEqualTo(ignored(Rejection.UNVERIFIED_CERTIFICATE));
    }

    @Test
    void isInOneLine() {
      assertThat(with("SUCCESS", "SUCCESS"))
          .isEqualTo(new Assertion.Malformed(Rejection.REPEATED_HEADER, "x-client-verify"));
      assertThat(with("NONE", "SUCCESS"))
          .isEqualTo(new Assertion.Malformed(Rejection.REPEATED_HEADER, "x-client-verify"));
    }

    @Test
    void isInAWatchedHeader() {
      assertThat(
              judge.judge(
                  PROXY,
                  in(CertificateFormat.ESCAPED_PEM, ALICE)
                      .and("x-client-verify", "NONE")
                      .and("x_client_verify", "SUCCESS")))
          .isEqualTo(new Assertion.Malformed(Rejection.ALIAS_HEADER, "x-client-verify"));
    }

    @Test
    void isNeededForACertificateOnly() {
      assertThat(judge.judge(PROXY, Headers.of("x-client-verify", "NONE"))).isEqualTo(NONE);
      assertThat(judge.judge(PROXY, Headers.of("x-client-verify", "SUCCESS"))).isEqualTo(NONE);
    }
  }

  @Nested
  class TheSubject {
    @ParameterizedTest
    @EnumSource(CertificateFormat.class)
    void mustFollowTheRulesForNames(CertificateFormat format) {
      assertThat(byName(format, in(format, COMMA))).isEqualTo(malformed(Rejection.UNFIT_NAME));
      assertThat(byName(format, in(format, QUOTE))).isEqualTo(malformed(Rejection.UNFIT_NAME));
    }

    @ParameterizedTest
    @EnumSource(CertificateFormat.class)
    void hasOneName(CertificateFormat format) {
      assertThat(byName(format, in(format, TWO_NAMES))).isEqualTo(malformed(Rejection.UNFIT_NAME));
      assertThat(byName(format, in(format, WEB))).isEqualTo(malformed(Rejection.UNFIT_NAME));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "CN=admin,O=Example",
          "CN=alice,CN=admin",
          "O=Example,CN=admin",
          "/O=Example/CN=admin",
          "CN=a\\\",CN=admin",
          "CN=admin\\00",
          ""
        })
    void isNeverReadFromEnvoysText(String subject) {
      assertThat(
              byName(
                  CertificateFormat.XFCC,
                  Headers.of(
                      "x-client-cert",
                      forwardedClientCert(ALICE) + ";Subject=\"" + subject + "\"")))
          .isEqualTo(named("alice"));
    }
  }

  @Nested
  class ASpiffeId {
    @ParameterizedTest
    @EnumSource(CertificateFormat.class)
    void isTheCallerName(CertificateFormat format) {
      assertThat(bySpiffeId(format, notation(format, WEB)))
          .isEqualTo(named("spiffe://example.org/ns/prod/sa/web"));
    }

    @Test
    void isTheCallerNameWithoutTheCertificateToo() {
      assertThat(
              bySpiffeId(
                  CertificateFormat.XFCC,
                  "By=spiffe://example.org/app;Hash="
                      + "0123456789abcdef".repeat(4)
                      + ";Subject=\"\";URI=spiffe://example.org/web"))
          .isEqualTo(named("spiffe://example.org/web"));
    }

    @ParameterizedTest
    @EnumSource(CertificateFormat.class)
    void isOfTheConfiguredTrustDomain(CertificateFormat format) {
      assertThat(bySpiffeId(format, notation(format, OTHER_DOMAIN)))
          .isEqualTo(ignored(Rejection.WRONG_CERTIFICATE));
      assertThat(bySpiffeId(format, notation(format, ALICE)))
          .isEqualTo(ignored(Rejection.WRONG_CERTIFICATE));
    }

    @ParameterizedTest
    @EnumSource(CertificateFormat.class)
    void isTheOnlyUri(CertificateFormat format) {
      assertThat(bySpiffeId(format, notation(format, TWO_URIS)))
          .isEqualTo(malformed(Rejection.UNFIT_NAME));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "URI=spiffe://other.test/x;URI=spiffe://example.org/admin | UNFIT_NAME",
          "URI=spiffe://example.org/web;URI=spiffe://example.org/admin | UNFIT_NAME",
          "URI=spiffe://other.test/x,URI=spiffe://example.org/admin | REPEATED_HEADER",
          "URI=;DNS=x;URI=spiffe://example.org/admin | UNREADABLE_VALUE",
          "URI=spiffe://example.org/admin;URI= | UNFIT_NAME",
          "URI=spiffe://example.org/admin;DNS=x | UNREADABLE_VALUE",
          "Subject=\"CN=a\\\\\";URI=spiffe://example.org/admin | UNREADABLE_VALUE"
        })
    void isNotAddedByOtherNamesOfACertificate(String value, Rejection reason) {
      assertThat(bySpiffeId(CertificateFormat.XFCC, value)).isEqualTo(malformed(reason));
    }

    @Test
    void hasTheMaximumLengthOfNames() {
      assertThat(bySpiffeId(CertificateFormat.XFCC, "URI=spiffe://example.org/" + "a".repeat(150)))
          .isEqualTo(malformed(Rejection.TOO_LONG));
    }
  }
}
