// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.TrustReport;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.internal.store.FailureWrappingStores;
import org.gatepass.internal.trust.Certificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On some servers, reading the attribute starts a handshake: see {@link ServletPeer}. */
class PeerCertificateTest {
  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "10.1.2.3")
  private static final class ByAddress {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      proxyCertificates = "subject=CN=proxy,O=Example;issuer=CN=Example CA,O=Example")
  private static final class ByCertificate {}

  private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

  /** A request on a connection with the proxy's certificate. */
  private static final class OverTls extends HttpServletRequestWrapper {
    private final Set<String> read = new HashSet<>();

    OverTls() {
      super(new FakeRequest());
      setAttribute(ATTRIBUTE, new X509Certificate[] {Certificates.PROXY});
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      read.add(name);
      return super.getAttribute(name);
    }
  }

  private static MechanismSettings settings(Class<?> definition) {
    return SettingsReader.atDeployment(
            definition.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
        .atStart(name -> Optional.empty());
  }

  private static Visit visit(OverTls request, MechanismSettings settings) {
    FailureWrappingStores stores =
        new FailureWrappingStores(credential -> CredentialValidationResult.NOT_VALIDATED_RESULT);
    return new Visit(new Attempt(request, false, null), settings, stores, false);
  }

  @Test
  void readsNoCertificateIfNoneIsRequired() {
    OverTls request = new OverTls();
    assertThat(visit(request, settings(ByAddress.class)).peerTrusted()).isTrue();
    TrustReporter.register(request, settings(ByAddress.class));
    assertThat(TrustReport.of(request).orElseThrow().trusted()).isTrue();
    assertThat(request.read).isNotEmpty().doesNotContain(ATTRIBUTE);
  }

  @Test
  void readsTheCertificateThatIsRequired() {
    OverTls request = new OverTls();
    MechanismSettings settings = settings(ByCertificate.class);
    assertThat(visit(request, settings).peerTrusted()).isTrue();
    TrustReporter.register(request, settings);
    assertThat(TrustReport.of(request).orElseThrow().trusted()).isTrue();
    assertThat(request.read).contains(ATTRIBUTE);
  }
}
