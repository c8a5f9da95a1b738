// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.gatepass.Refusal;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
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
    private final ProxyTrust trust = new ProxyTrust(PROXIES, null, null, List.of());

    @Test
    void believesAProxy() {
      assertThat(trust.doubt(peer("10.1.2.3"), Headers.of())).isNull();
      assertThat(trust.doubt(peer("::ffff:10.1.2.3"), Headers.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.4", "127.0.0.1", "::1", "", "unknown", "10.1.2.3, 10.1.2.3"})
    void believesNobodyElse(String address) { // A01
      assertThat(trust.doubt(peer(address), Headers.of())).isEqualTo(Refusal.UNBELIEVED_PEER);
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
      assertThat(trust.doubt(peer("203.0.113.7"), Headers.of(name, "10.1.2.3")))
          .isEqualTo(Refusal.UNBELIEVED_PEER);
      assertThat(trust.doubt(peer("10.1.2.3"), Headers.of(name, "203.0.113.7"))).isNull();
    }
  }

  @Nested
  class BySecret { // A09, proxies.md section 9 row 11
    private final ProxyTrust trust =
        new ProxyTrust(
            PROXIES, SECRET_HEADER, SharedSecrets.parse(SECRET + "," + NEXT_SECRET), List.of());

    private Refusal doubt(String... headers) {
      return trust.doubt(peer("10.1.2.3"), Headers.of(headers));
    }

    @Test
    void believesWhoShowsOneOfThem() {
      assertThat(doubt("X-Proxy-Secret", SECRET)).isNull();
      assertThat(doubt("x-proxy-secret", NEXT_SECRET)).isNull();
    }

    @Test
    void missesNoneOrABlankOne() {
      assertThat(doubt("remote-user", "alice")).isEqualTo(Refusal.MISSING_SECRET);
      assertThat(doubt("x-proxy-secret", "")).isEqualTo(Refusal.MISSING_SECRET);
      assertThat(doubt("x-proxy-secret", " \t")).isEqualTo(Refusal.MISSING_SECRET);
      assertThat(doubt("x_proxy_secret", SECRET)).isEqualTo(Refusal.MISSING_SECRET); // B01
    }

    @Test
    void refusesAWrongOne() {
      assertThat(doubt("x-proxy-secret", SECRET + "x")).isEqualTo(Refusal.WRONG_SECRET);
      assertThat(doubt("x-proxy-secret", SECRET + ", " + SECRET)).isEqualTo(Refusal.WRONG_SECRET);
    }

    @Test
    void refusesTwoLinesRightOrWrong() { // B03
      assertThat(doubt("x-proxy-secret", SECRET, "x-proxy-secret", SECRET))
          .isEqualTo(Refusal.WRONG_SECRET);
      assertThat(doubt("x-proxy-secret", SECRET, "x-proxy-secret", "guess"))
          .isEqualTo(Refusal.WRONG_SECRET);
      assertThat(doubt("x-proxy-secret", "", "x-proxy-secret", SECRET))
          .isEqualTo(Refusal.WRONG_SECRET);
    }

    @Test
    void isNoSubstituteForTheAddress() {
      assertThat(trust.doubt(peer("10.1.2.4"), Headers.of("x-proxy-secret", SECRET)))
          .isEqualTo(Refusal.UNBELIEVED_PEER);
    }
  }

  @Nested
  class ByCertificate { // A10
    private final ProxyTrust trust = new ProxyTrust(PROXIES, null, null, CERTIFICATES);

    @Test
    void believesWhoShowsOneOfThem() {
      assertThat(trust.doubt(peer("10.1.2.3", Certificates.PROXY), Headers.of())).isNull();
    }

    @Test
    void missesNone() {
      assertThat(trust.doubt(peer("10.1.2.3"), Headers.of()))
          .isEqualTo(Refusal.MISSING_CERTIFICATE);
      assertThat(
              trust.doubt(peer("10.1.2.3"), Headers.of("X-SSL-Client-Cert", "CN=proxy,O=Example")))
          .isEqualTo(Refusal.MISSING_CERTIFICATE);
    }

    @Test
    void refusesAWrongOne() {
      assertThat(trust.doubt(peer("10.1.2.3", Certificates.SAME_SUBJECT), Headers.of()))
          .isEqualTo(Refusal.WRONG_CERTIFICATE);
      assertThat(trust.doubt(peer("10.1.2.3", Certificates.SAME_ISSUER), Headers.of()))
          .isEqualTo(Refusal.WRONG_CERTIFICATE);
    }

    @Test
    void looksAtTheLeafAlone() {
      assertThat(
              trust.doubt(
                  peer("10.1.2.3", Certificates.SAME_ISSUER, Certificates.PROXY), Headers.of()))
          .isEqualTo(Refusal.WRONG_CERTIFICATE);
    }

    @Test
    void isNoSubstituteForTheAddress() {
      assertThat(trust.doubt(peer("10.1.2.4", Certificates.PROXY), Headers.of()))
          .isEqualTo(Refusal.UNBELIEVED_PEER);
    }
  }

  @Nested
  class ByAllOfThem {
    private final ProxyTrust trust =
        new ProxyTrust(PROXIES, SECRET_HEADER, SharedSecrets.parse(SECRET), CERTIFICATES);

    @Test
    void wantsEach() {
      Headers secret = Headers.of("x-proxy-secret", SECRET);
      assertThat(trust.doubt(peer("10.1.2.3", Certificates.PROXY), secret)).isNull();
      assertThat(trust.doubt(peer("10.1.2.4", Certificates.PROXY), secret))
          .isEqualTo(Refusal.UNBELIEVED_PEER);
      assertThat(trust.doubt(peer("10.1.2.3", Certificates.PROXY), Headers.of()))
          .isEqualTo(Refusal.MISSING_SECRET);
      assertThat(trust.doubt(peer("10.1.2.3"), secret)).isEqualTo(Refusal.MISSING_CERTIFICATE);
    }

    @Test
    void tellsOfEach() {
      Headers secret = Headers.of("x-proxy-secret", SECRET);
      assertThat(trust.evidence(peer("10.1.2.3", Certificates.PROXY), secret))
          .containsExactly(
              entry(Evidence.ADDRESS, Optional.empty()),
              entry(Evidence.SECRET, Optional.empty()),
              entry(Evidence.CERTIFICATE, Optional.empty()));
      assertThat(trust.evidence(peer("10.1.2.4"), Headers.of("x-proxy-secret", "guess")))
          .containsExactly(
              entry(Evidence.ADDRESS, Optional.of(Refusal.UNBELIEVED_PEER)),
              entry(Evidence.SECRET, Optional.of(Refusal.WRONG_SECRET)),
              entry(Evidence.CERTIFICATE, Optional.of(Refusal.MISSING_CERTIFICATE)));
    }

    @Test
    void tellsOfNothingThatIsNotConfigured() {
      ProxyTrust byAddress = new ProxyTrust(PROXIES, null, null, List.of());

      assertThat(byAddress.evidence(peer("10.1.2.3"), Headers.of()))
          .containsExactly(entry(Evidence.ADDRESS, Optional.empty()));
    }
  }

  @Test
  void isMadeOfAHeaderTogetherWithASecret() {
    String message = "goes only together: a header for the secret and a secret";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProxyTrust(PROXIES, SECRET_HEADER, null, List.of()))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProxyTrust(PROXIES, null, SharedSecrets.parse(SECRET), List.of()))
        .withMessage(message);
  }
}
