// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.RequestRejected;
import org.gatepass.TrustReport;
import org.gatepass.TrustReport.Evidence;
import org.gatepass.TrustReport.Header;
import org.gatepass.TrustReport.Setting;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.servlet.HeaderHidingRequest;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.junit.jupiter.api.Test;

class TrustReporterTest {
  private static final String SECRET = "0123456789abcdefghijABCDEFGHIJ._";

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      groupsHeader = "remote-groups",
      groupsMapping = "*",
      sharedSecretHeader = "x-proxy-secret",
      sharedSecrets = SECRET)
  private static final class Secured {}

  @RemoteUserAuthenticationMechanismDefinition(enabled = false)
  private static final class Off {}

  private static MechanismSettings settings(Class<?> definition) {
    return SettingsReader.atDeployment(
            definition.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
        .atStart(name -> Optional.empty());
  }

  /** As an application gets the report: behind the guard. */
  private static TrustReport report(FakeRequest request) {
    TrustReporter.register(request, settings(Secured.class));
    return TrustReport.of(
            new HeaderHidingRequest(request, List.of(HeaderName.parse("x-proxy-secret"))))
        .orElseThrow();
  }

  private static FakeRequest trusted() {
    return new FakeRequest().header("x-proxy-secret", SECRET);
  }

  @Test
  void reportsATrustedPeer() {
    TrustReport report =
        report(trusted().header("remote-user", "alice").header("x-forwarded-for", "198.51.100.7"));

    assertThat(report.headersRead()).isTrue();
    assertThat(report.trusted()).isTrue();
    assertThat(report.reason()).isEmpty();
    assertThat(report.explanation()).isEmpty();
    assertThat(report.peerAddress()).isEqualTo("10.1.2.3");
    assertThat(report.clientAddress()).isEqualTo("198.51.100.7");
    assertThat(report.evidence())
        .containsExactly(
            new Evidence("ADDRESS", Optional.empty()), new Evidence("SECRET", Optional.empty()));
  }

  @Test
  void countsTheLinesOfEachHeaderAndItsOtherSpellings() {
    TrustReport report =
        report(
            trusted()
                .header("remote-user", "alice")
                .header("remote-user", "bob")
                .header("remote_user", "carol")
                .header("x-other", "x"));

    assertThat(report.headers())
        .containsExactly(
            new Header("gatepass.caller-header", "remote-user", 2),
            new Header("gatepass.caller-header", "remote_user", 1),
            new Header("gatepass.client-ip-header", "x-forwarded-for", 0),
            new Header("gatepass.groups-header", "remote-groups", 0),
            new Header("gatepass.shared-secret-header", "x-proxy-secret", 1));
  }

  @Test
  void reportsWhyAPeerIsNotTrustedEvenWithoutACallerHeader() {
    TrustReport stranger =
        report(new FakeRequest().from("203.0.113.7").header("x-forwarded-for", "10.1.2.3"));

    assertThat(stranger.trusted()).isFalse();
    assertThat(stranger.reason()).contains(Rejection.UNTRUSTED_PEER);
    assertThat(stranger.explanation().orElseThrow())
        .startsWith("The peer 203.0.113.7 is not in gatepass.trusted-proxies");
    assertThat(stranger.clientAddress()).isEqualTo("203.0.113.7");
    assertThat(stranger.evidence())
        .containsExactly(
            new Evidence("ADDRESS", Optional.of(Rejection.UNTRUSTED_PEER)),
            new Evidence("SECRET", Optional.of(Rejection.MISSING_SECRET)));
    assertThat(report(new FakeRequest().header("x-proxy-secret", "guess")).reason())
        .contains(Rejection.WRONG_SECRET);
  }

  @Test
  void saysWhatWasIgnoredOfATrustedPeer() {
    FakeRequest request = trusted().header("remote-user", "(null)");
    request.setAttribute(
        RequestRejected.ATTRIBUTE,
        new RequestRejected(Rejection.PLACEHOLDER, "10.1.2.3", "10.1.2.3", Optional.empty()));

    assertThat(report(request).trusted()).isTrue();
    assertThat(report(request).reason()).contains(Rejection.PLACEHOLDER);
    assertThat(report(request).explanation().orElseThrow()).contains("gatepass.caller-header");
  }

  @Test
  void trustsNoPeerWhereHeadersAreNotRead() {
    FakeRequest request = trusted();
    TrustReporter.register(request, settings(Off.class));
    TrustReport report = TrustReport.of(request).orElseThrow();

    assertThat(report.headersRead()).isFalse();
    assertThat(report.trusted()).isFalse();
    assertThat(report.explanation().orElseThrow()).startsWith("gatepass.enabled is false");
  }

  @Test
  void holdsNoSecretAndNoValue() {
    FakeRequest request = trusted().header("remote-user", "alice");
    TrustReport report = report(request);

    assertThat(report.settings())
        .contains(
            new Setting("gatepass.shared-secrets", "(hidden)", "annotation"),
            new Setting("gatepass.shared-secret-header", "x-proxy-secret", "annotation"));
    assertThat(report.toString()).doesNotContain(SECRET, "alice");
    assertThat(String.valueOf(request.getAttribute(TrustReport.ATTRIBUTE)))
        .doesNotContain(SECRET, "alice");
  }

  @Test
  void isReadableAsLines() {
    assertThat(report(new FakeRequest().header("remote-user", "alice")).asText().lines())
        .contains(
            "peer 10.1.2.3, client 10.1.2.3",
            "not trusted",
            "reason: MISSING_SECRET",
            "evidence ADDRESS: correct",
            "evidence SECRET: MISSING_SECRET",
            "header remote-user (gatepass.caller-header), lines: 1",
            "gatepass.trusted-proxies = 10.1.2.3  [annotation]");
  }

  @Test
  void isOfTheRequestAsItWasBeforeAFilterForwardedIt() {
    FakeRequest received = trusted();
    TrustReporter.register(received, settings(Secured.class));
    HttpServletRequest forwarded =
        new HttpServletRequestWrapper(received) {
          @Override
          public String getRemoteAddr() {
            return "203.0.113.7";
          }
        };

    TrustReporter.register(forwarded, settings(Secured.class));

    assertThat(TrustReport.of(forwarded).orElseThrow().peerAddress()).isEqualTo("10.1.2.3");
  }

  @Test
  void isThereOnlyWhereTheMechanismIs() {
    assertThat(TrustReport.of(new FakeRequest())).isEmpty();
  }
}
