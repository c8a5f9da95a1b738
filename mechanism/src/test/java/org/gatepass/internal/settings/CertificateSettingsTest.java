// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.Fallback;
import org.gatepass.GroupsSource;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.certificate.ClientCertificates;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.header.Headers;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.IdentitySourceProvider;
import org.gatepass.spi.ModuleSetting;
import org.gatepass.spi.ModuleSettings;
import org.gatepass.spi.Peer;
import org.gatepass.spi.RequestHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateSettingsTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());

  @RemoteUserAuthenticationMechanismDefinition
  private static final class Bare {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      certificateHeader = "Client-Cert",
      certificateFormat = "RFC9440",
      certificateVerifyHeader = "X-Client-Verify",
      certificateCaller = "UID",
      certificateIssuers = "CN=Example CA,O=Example | CN=Other CA,O=Elsewhere")
  private static final class Defined {}

  /** A module that names the caller. */
  private static final class Tickets implements IdentitySourceProvider, IdentitySource {
    @Override
    public String name() {
      return "ticket";
    }

    @Override
    public List<ModuleSetting> settings() {
      return List.of();
    }

    @Override
    public Optional<IdentitySource> source(ModuleSettings values) {
      return Optional.of(this);
    }

    @Override
    public String callerHeader() {
      return "x-ticket";
    }

    @Override
    public List<String> headers() {
      return List.of("x-ticket");
    }

    @Override
    public boolean namesCaller(RequestHeaders headers) {
      return false;
    }

    @Override
    public ClaimedIdentity read(Peer peer, RequestHeaders headers) {
      return new ClaimedIdentity.None(null);
    }
  }

  private final Map<String, String> environment = new HashMap<>();

  private MechanismSettings read(Class<?> definition, IdentitySourceProvider... modules) {
    SettingTexts texts =
        SettingTexts.gather(
            definition.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class),
            new ExternalConfiguration(
                key -> null, environment::get, key -> null, Set.of(), environment.keySet()),
            Keys.ALL);
    texts.checkAllButExpressions();
    return MechanismSettings.of(texts, new Modules(List.of(modules)), false);
  }

  private static Assertion judge(MechanismSettings settings, String certificate) {
    HeaderJudge judge = settings.trust().judge();
    return judge.judge(
        PROXY, Headers.of(judge.callerHeader(), certificate, "x-client-verify", "SUCCESS"));
  }

  @BeforeEach
  void trustTheProxy() {
    environment.put("GATEPASS_TRUSTED_PROXIES", "10.1.2.3");
  }

  private void certificatesInXfcc(String caller) {
    environment.put("GATEPASS_CERTIFICATE_HEADER", "X-Forwarded-Client-Cert");
    environment.put("GATEPASS_CERTIFICATE_FORMAT", "xfcc");
    environment.put("GATEPASS_CERTIFICATE_CALLER", caller);
  }

  @Test
  void areThoseOfTheDefinition() {
    MechanismSettings settings = read(Defined.class);

    assertThat(settings.warnings()).isEmpty();
    assertThat(judge(settings, ClientCertificates.clientCert(ClientCertificates.ALICE)))
        .isEqualTo(new Assertion.Asserted("a1", Set.of(), null, null, null, Set.of(), null));
    assertThat(judge(settings, ClientCertificates.clientCert(ClientCertificates.OTHER_ISSUER)))
        .isEqualTo(new Assertion.Asserted("a1", Set.of(), null, null, null, Set.of(), null));
    assertThat(settings.trust().headerNames())
        .containsOnly(
            Map.entry("gatepass.certificate-header", new HeaderName("client-cert")),
            Map.entry("gatepass.certificate-verify-header", new HeaderName("x-client-verify")),
            Map.entry("gatepass.client-ip-header", new HeaderName("x-forwarded-for")));
  }

  @Test
  void needAHeaderAndAnIssuerOnly() {
    environment.put("GATEPASS_CERTIFICATE_HEADER", "Client-Cert");
    environment.put("GATEPASS_CERTIFICATE_ISSUERS", "CN=Example CA,O=Example");

    assertThat(judge(read(Bare.class), ClientCertificates.clientCert(ClientCertificates.ALICE)))
        .isEqualTo(new Assertion.Asserted("alice", Set.of(), null, null, null, Set.of(), null));
  }

  @Test
  void leaveTheIdentityHeadersWithoutACertificateHeader() {
    assertThat(read(Bare.class).trust().judge().callerHeader()).isEqualTo("remote-user");
  }

  @Nested
  class ASpiffeId {
    @Test
    void isACallerNameWithoutAPatternOfItsOwn() {
      certificatesInXfcc("spiffe://example.org");
      MechanismSettings settings = read(Bare.class);

      assertThat(judge(settings, "URI=spiffe://example.org/web"))
          .isEqualTo(
              new Assertion.Asserted(
                  "spiffe://example.org/web", Set.of(), null, null, null, Set.of(), null));
      assertThat(settings.trust().judge().checkCallerName("spiffe://example.org/web")).isNull();
      assertThat(settings.trust().judge().checkCallerName("alice")).isNull();
      assertThat(settings.trust().judge().checkCallerName("spiffe://other.test/web"))
          .isEqualTo(Rejection.UNFIT_NAME);
    }

    @Test
    void matchesAPatternThatIsSet() {
      certificatesInXfcc("spiffe://example.org");
      environment.put("GATEPASS_CALLER_NAME_PATTERN", "spiffe://example\\.org/web");

      assertThat(judge(read(Bare.class), "URI=spiffe://example.org/web"))
          .isInstanceOf(Assertion.Asserted.class);
      assertThat(judge(read(Bare.class), "URI=spiffe://example.org/db"))
          .isEqualTo(new Assertion.Malformed(Rejection.UNFIT_NAME, "x-forwarded-client-cert"));
    }

    @Test
    void isNoNameWhereSubjectsNameTheCaller() {
      environment.put("GATEPASS_CERTIFICATE_HEADER", "Client-Cert");
      environment.put("GATEPASS_CERTIFICATE_ISSUERS", "CN=Example CA,O=Example");

      assertThat(read(Bare.class).trust().judge().checkCallerName("spiffe://example.org/web"))
          .isEqualTo(Rejection.UNFIT_NAME);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CERTIFICATE_FORMAT | pem | gatepass.certificate-format: \"pem\" is none of [RFC9440, ESCAPED_PEM, XFCC]",
        "CERTIFICATE_CALLER | O | gatepass.certificate-caller: \"O\" is not CN, UID, EMAIL, or",
        "CERTIFICATE_CALLER | spiffe://A | gatepass.certificate-caller: \"spiffe://A\" is not spiffe://",
        "CERTIFICATE_ISSUERS | Example CA | gatepass.certificate-issuers: \"Example CA\" is not a distinguished name of RFC 2253 (example: CN=Example CA,O=Example)",
        "CERTIFICATE_ISSUERS | 'CN=a|x' | gatepass.certificate-issuers: \"x\" is not a distinguished",
        "CERTIFICATE_VERIFY_HEADER | a b | gatepass.certificate-verify-header: \"a b\" is not a header name",
        "CERTIFICATE_VERIFY_HEADER | client-cert | gatepass: the settings contradict each other: is the header of two things: client-cert",
        "CERTIFICATE_VERIFY_HEADER | client.cert | gatepass: the settings contradict each other: is too similar to another header",
        "CLIENT_IP_HEADER | client-cert | gatepass.client-ip-header: \"client-cert\" is the header of another setting",
        "SHARED_SECRET_HEADER | client-cert | gatepass.shared-secrets: is not set, but",
        "GROUPS_SOURCE | HEADER | gatepass.groups-source: \"HEADER\" contradicts gatepass.certificate-header: a certificate contains no groups"
      })
  void stopTheDeploymentIfTheyAreInvalid(String key, String value, String message) {
    environment.put("GATEPASS_CERTIFICATE_HEADER", "Client-Cert");
    environment.put("GATEPASS_CERTIFICATE_ISSUERS", "CN=Example CA,O=Example");
    environment.put("GATEPASS_" + key, value);

    assertThatThrownBy(() -> read(Bare.class))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void stopTheDeploymentWithAnEmptyIssuer() {
    environment.put("GATEPASS_CERTIFICATE_HEADER", "Client-Cert");
    environment.put("GATEPASS_CERTIFICATE_ISSUERS", "CN=Example CA,O=Example|");

    assertThatThrownBy(() -> read(Bare.class))
        .hasMessage(
            "gatepass.certificate-issuers: \"\" is an empty distinguished name (example: CN=Example"
                + " CA,O=Example)");
  }

  @Test
  void stopTheDeploymentWithoutAnIssuerOfASubject() {
    environment.put("GATEPASS_CERTIFICATE_HEADER", "Client-Cert");

    assertThatThrownBy(() -> read(Bare.class))
        .hasMessage(
            "gatepass.certificate-issuers: is not set, but a subject is unique only within its"
                + " issuer, and the proxy may trust several issuers (example: CN=Example"
                + " CA,O=Example)");
  }

  @ParameterizedTest
  @CsvSource({
    "CERTIFICATE_FORMAT, XFCC, certificate-format",
    "CERTIFICATE_VERIFY_HEADER, x-client-verify, certificate-verify-header",
    "CERTIFICATE_CALLER, UID, certificate-caller",
    "CERTIFICATE_ISSUERS, CN=Example CA, certificate-issuers"
  })
  void needTheirHeader(String variable, String value, String key) {
    environment.put("GATEPASS_" + variable, value);

    assertThatThrownBy(() -> read(Bare.class))
        .hasMessage(
            "gatepass.certificate-header: is not set, but gatepass."
                + key
                + " is (example: client-cert)");
  }

  @Test
  void doNotGoWithAModuleThatNamesTheCaller() {
    assertThatThrownBy(() -> read(Defined.class, new Tickets()))
        .hasMessage(
            "gatepass.certificate-header: \"client-cert\" contradicts the settings of ticket: only"
                + " one of them may name the caller (example: client-cert)");
  }

  /** Single sign-out, for example, would have no effect. */
  @Test
  void doNotGoWithAModuleThatExtendsTheIdentityHeaders() {
    IdentitySourceProvider extending =
        new IdentitySourceProvider() {
          @Override
          public String name() {
            return "ticket";
          }

          @Override
          public List<ModuleSetting> settings() {
            return List.of();
          }

          @Override
          public Optional<IdentitySource> source(ModuleSettings values) {
            return Optional.empty();
          }

          @Override
          public IdentitySource extend(IdentitySource identityHeaders, ModuleSettings values) {
            return new Tickets();
          }
        };

    assertThatThrownBy(() -> read(Defined.class, extending))
        .hasMessage(
            "gatepass.certificate-header: \"client-cert\" contradicts the settings of ticket:"
                + " they extend the identity headers, which are not read (example: client-cert)");
  }

  @Test
  void takeThePlaceOfTheIdentityHeaders() {
    environment.put("GATEPASS_CALLER_HEADER", "x-user");
    environment.put("GATEPASS_GROUPS_HEADER", "x-groups");
    MechanismSettings settings = read(Defined.class);

    assertThat(settings.warnings())
        .containsExactly(
            "gatepass.caller-header: is ignored, because gatepass.certificate-header names the"
                + " caller",
            "gatepass.groups-header: is ignored, because gatepass.certificate-header names the"
                + " caller");
    assertThat(settings.trust().groupsSource()).isEqualTo(GroupsSource.STORE);
    assertThat(settings.trust().judge().judge(PROXY, Headers.of("x-user", "bob")))
        .isEqualTo(new Assertion.Absent(true, null));
  }

  @Test
  void contradictAnIdHeader() {
    environment.put("GATEPASS_ID_HEADER", "remote-id");

    assertThatThrownBy(() -> read(Defined.class))
        .hasMessage(
            "gatepass.id-header: \"remote-id\" contradicts gatepass.certificate-header, which"
                + " names the caller; unset it, since it is not read (example: remote-id)");
  }

  @Test
  void areNoEvidenceOfTheProxy() {
    environment.put("GATEPASS_TRUSTED_PROXIES", "any");

    assertThatThrownBy(() -> read(Defined.class))
        .hasMessageStartingWith("gatepass.trusted-proxies: \"any\" requires");
    environment.put("GATEPASS_SHARED_SECRET_HEADER", "x-gateway-secret");
    environment.put("GATEPASS_SHARED_SECRETS", "0123456789abcdef0123456789abcdef");
    assertThat(read(Defined.class).trust().judge().evidenceKinds()).containsExactly("SECRET");
  }

  @Test
  void mayBeInvalidWhileHeaderLoginsAreOff() {
    environment.put("GATEPASS_ENABLED", "false");
    environment.put("GATEPASS_FALLBACK", "FORM");
    environment.put("GATEPASS_CERTIFICATE_CALLER", "nothing");
    MechanismSettings settings = read(Defined.class);

    assertThat(settings.trust().headersEnabled()).isFalse();
    assertThat(settings.password().login().fallback()).isEqualTo(Fallback.FORM);
    assertThat(settings.warnings())
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning)
                    .startsWith(
                        "gatepass.certificate-caller: \"nothing\" is not CN, UID, EMAIL, or"));
  }
}
