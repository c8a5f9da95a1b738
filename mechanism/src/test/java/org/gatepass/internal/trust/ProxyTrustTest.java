// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gatepass.Rejection;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.spi.Peer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTrustTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ._";
  private static final String NEXT_SECRET = "next-3456789abcdefghijABCDEFGHIJ";
  private static final HeaderName SECRET_HEADER = HeaderName.parse("x-proxy-secret");
  private static final TrustedProxies PROXIES = TrustedProxies.parse(List.of("10.1.2.3"));
  private static final List<CertificateMatch> CERTIFICATES =
      List.of(
          CertificateMatch.parse("subject=CN=nobody;issuer=CN=nobody"),
          CertificateMatch.parse("subject=CN=proxy,O=Example;issuer=CN=Example CA,O=Example"));

  private static Peer peer(String address, X509Certificate... certificates) {
    return new Peer(address, List.of(certificates));
  }

  @Nested
  class ByAddress {
    private final ProxyTrust trust = Trusts.of(PROXIES, null, null, List.of());

    @Test
    void trustsAProxy() {
      assertThat(trust.missingEvidence(peer("10.1.2.3"), Headers.of())).isNull();
      assertThat(trust.missingEvidence(peer("::ffff:10.1.2.3"), Headers.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.4", "127.0.0.1", "::1", "", "unknown", "10.1.2.3, 10.1.2.3"})
    void trustsNoOtherPeer(String address) { // A01
      assertThat(trust.missingEvidence(peer(address), Headers.of()))
          .isEqualTo(Rejection.UNTRUSTED_PEER);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "X-Forwarded-For",
          "X-Real-IP",
          "X-Forwarded-By",
          "X-Client-IP",
          "CF-Connecting-IP"
        })
    void readsNoForwardingHeader(String name) { // A03, A04
      assertThat(trust.missingEvidence(peer("203.0.113.7"), Headers.of(name, "10.1.2.3")))
          .isEqualTo(Rejection.UNTRUSTED_PEER);
      assertThat(trust.missingEvidence(peer("10.1.2.3"), Headers.of(name, "203.0.113.7"))).isNull();
    }
  }

  @Nested
  // A09: an h2c tunnel through a proxy comes from the proxy's address, without its secret
  class BySecret {
    private final ProxyTrust trust =
        Trusts.of(
            PROXIES, SECRET_HEADER, SharedSecrets.parse(SECRET + "," + NEXT_SECRET), List.of());

    private Rejection missingEvidence(String... headers) {
      return trust.missingEvidence(peer("10.1.2.3"), Headers.of(headers));
    }

    @Test
    void trustsAPeerThatShowsOneOfThem() {
      assertThat(missingEvidence("X-Proxy-Secret", SECRET)).isNull();
      assertThat(missingEvidence("x-proxy-secret", NEXT_SECRET)).isNull();
    }

    @Test
    void missesNoneOrABlankOne() {
      assertThat(missingEvidence("remote-user", "alice")).isEqualTo(Rejection.MISSING_SECRET);
      assertThat(missingEvidence("x-proxy-secret", "")).isEqualTo(Rejection.MISSING_SECRET);
      assertThat(missingEvidence("x-proxy-secret", " \t")).isEqualTo(Rejection.MISSING_SECRET);
      assertThat(missingEvidence("x_proxy_secret", SECRET))
          .isEqualTo(Rejection.MISSING_SECRET); // B01
    }

    @Test
    void rejectsAWrongOne() {
      assertThat(missingEvidence("x-proxy-secret", SECRET + "x")).isEqualTo(Rejection.WRONG_SECRET);
      assertThat(missingEvidence("x-proxy-secret", SECRET + ", " + SECRET))
          .isEqualTo(Rejection.WRONG_SECRET);
    }

    @Test
    void rejectsTwoLinesRightOrWrong() { // B03
      assertThat(missingEvidence("x-proxy-secret", SECRET, "x-proxy-secret", SECRET))
          .isEqualTo(Rejection.WRONG_SECRET);
      assertThat(missingEvidence("x-proxy-secret", SECRET, "x-proxy-secret", "guess"))
          .isEqualTo(Rejection.WRONG_SECRET);
      assertThat(missingEvidence("x-proxy-secret", "", "x-proxy-secret", SECRET))
          .isEqualTo(Rejection.WRONG_SECRET);
    }

    @Test
    void isNoSubstituteForTheAddress() {
      assertThat(trust.missingEvidence(peer("10.1.2.4"), Headers.of("x-proxy-secret", SECRET)))
          .isEqualTo(Rejection.UNTRUSTED_PEER);
    }
  }

  @Nested
  class ByCertificate { // A10
    private final ProxyTrust trust = Trusts.of(PROXIES, null, null, CERTIFICATES);

    @Test
    void trustsAPeerThatShowsOneOfThem() {
      assertThat(trust.missingEvidence(peer("10.1.2.3", Certificates.PROXY), Headers.of()))
          .isNull();
    }

    @Test
    void missesNone() {
      assertThat(trust.missingEvidence(peer("10.1.2.3"), Headers.of()))
          .isEqualTo(Rejection.MISSING_CERTIFICATE);
      assertThat(
              trust.missingEvidence(
                  peer("10.1.2.3"), Headers.of("X-SSL-Client-Cert", "CN=proxy,O=Example")))
          .isEqualTo(Rejection.MISSING_CERTIFICATE);
    }

    @Test
    void rejectsAWrongOne() {
      assertThat(trust.missingEvidence(peer("10.1.2.3", Certificates.SAME_SUBJECT), Headers.of()))
          .isEqualTo(Rejection.WRONG_CERTIFICATE);
      assertThat(trust.missingEvidence(peer("10.1.2.3", Certificates.SAME_ISSUER), Headers.of()))
          .isEqualTo(Rejection.WRONG_CERTIFICATE);
    }

    @Test
    void looksAtTheLeafAlone() {
      assertThat(
              trust.missingEvidence(
                  peer("10.1.2.3", Certificates.SAME_ISSUER, Certificates.PROXY), Headers.of()))
          .isEqualTo(Rejection.WRONG_CERTIFICATE);
    }

    @Test
    void isNoSubstituteForTheAddress() {
      assertThat(trust.missingEvidence(peer("10.1.2.4", Certificates.PROXY), Headers.of()))
          .isEqualTo(Rejection.UNTRUSTED_PEER);
    }
  }

  @Nested
  class ByAllOfThem {
    private final ProxyTrust trust =
        Trusts.of(PROXIES, SECRET_HEADER, SharedSecrets.parse(SECRET), CERTIFICATES);

    @Test
    void wantsEach() {
      Headers secret = Headers.of("x-proxy-secret", SECRET);
      assertThat(trust.missingEvidence(peer("10.1.2.3", Certificates.PROXY), secret)).isNull();
      assertThat(trust.missingEvidence(peer("10.1.2.4", Certificates.PROXY), secret))
          .isEqualTo(Rejection.UNTRUSTED_PEER);
      assertThat(trust.missingEvidence(peer("10.1.2.3", Certificates.PROXY), Headers.of()))
          .isEqualTo(Rejection.MISSING_SECRET);
      assertThat(trust.missingEvidence(peer("10.1.2.3"), secret))
          .isEqualTo(Rejection.MISSING_CERTIFICATE);
    }

    @Test
    void reportsEach() {
      Headers secret = Headers.of("x-proxy-secret", SECRET);
      assertThat(trust.evidence(peer("10.1.2.3", Certificates.PROXY), secret))
          .containsExactly(
              entry("ADDRESS", Optional.empty()),
              entry("SECRET", Optional.empty()),
              entry("CERTIFICATE", Optional.empty()));
      assertThat(trust.evidence(peer("10.1.2.4"), Headers.of("x-proxy-secret", "guess")))
          .containsExactly(
              entry("ADDRESS", Optional.of(Rejection.UNTRUSTED_PEER)),
              entry("SECRET", Optional.of(Rejection.WRONG_SECRET)),
              entry("CERTIFICATE", Optional.of(Rejection.MISSING_CERTIFICATE)));
    }

    @Test
    void reportsOnlyConfiguredEvidence() {
      ProxyTrust byAddress = Trusts.of(PROXIES, null, null, List.of());

      assertThat(byAddress.evidence(peer("10.1.2.3"), Headers.of()))
          .containsExactly(entry("ADDRESS", Optional.empty()));
    }
  }

  @Nested
  class ProxiesOfAnyAddress {
    private final ProxyTrust trust =
        Trusts.of(TrustedProxies.ANY, SECRET_HEADER, SharedSecrets.parse(SECRET), CERTIFICATES);

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "203.0.113.7", "fe80::1%eth0", "", "unknown"})
    void areIdentifiedByAllOtherEvidence(String address) {
      Headers secret = Headers.of("x-proxy-secret", SECRET);

      assertThat(trust.missingEvidence(peer(address), secret))
          .isEqualTo(Rejection.MISSING_CERTIFICATE);
      assertThat(trust.missingEvidence(peer(address), Headers.of()))
          .isEqualTo(Rejection.MISSING_SECRET);
      assertThat(trust.evidence(peer(address), secret))
          .containsExactly(
              entry("SECRET", Optional.empty()),
              entry("CERTIFICATE", Optional.of(Rejection.MISSING_CERTIFICATE)));
      assertThat(trust.kinds()).containsExactly("SECRET", "CERTIFICATE");
    }

    @Test
    void areNoListOfAddresses() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AddressCheck(TrustedProxies.ANY))
          .withMessage("needs addresses");
    }
  }

  @Test
  void checksTheSecretsOfTheMoment() {
    AtomicReference<SharedSecrets> secrets = new AtomicReference<>(SharedSecrets.parse(SECRET));
    ProxyTrust trust = new ProxyTrust(List.of(new SecretCheck(SECRET_HEADER, secrets::get)));
    Headers old = Headers.of("x-proxy-secret", SECRET);
    Headers next = Headers.of("x-proxy-secret", NEXT_SECRET);
    assertThat(trust.missingEvidence(peer("10.1.2.3"), old)).isNull();
    assertThat(trust.missingEvidence(peer("10.1.2.3"), next)).isEqualTo(Rejection.WRONG_SECRET);

    secrets.set(SharedSecrets.parse(NEXT_SECRET));

    assertThat(trust.missingEvidence(peer("10.1.2.3"), old)).isEqualTo(Rejection.WRONG_SECRET);
    assertThat(trust.missingEvidence(peer("10.1.2.3"), next)).isNull();
  }

  @Test
  void needsEvidence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProxyTrust(List.of()))
        .withMessage("needs evidence: every peer would be trusted");
  }
}
