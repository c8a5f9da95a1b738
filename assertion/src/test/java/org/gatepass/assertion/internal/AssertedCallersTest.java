// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.internal.identity.Assertion;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.settings.MechanismSettings;
import org.gatepass.internal.settings.SettingsReader;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.Peer;
import org.gatepass.spi.signout.IssuerSession;
import org.gatepass.spi.signout.SignOut;
import org.gatepass.spi.signout.SignOutEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module within Gatepass: settings, evidence, and the rules for callers. */
class AssertedCallersTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());
  private static final Peer STRANGER = new Peer("203.0.113.7", List.of());

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "10.1.2.3",
      groupsMapping = "nurse=user,x=administrator")
  private static final class Listed {}

  @RemoteUserAuthenticationMechanismDefinition(trustedProxies = "any", groupsMapping = "nurse=user")
  private static final class Anywhere {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "any",
      persistent = true,
      loginPaths = "/sso-login")
  private static final class OnLoginPaths {}

  @TempDir Path folder;
  private final List<String> keys = new ArrayList<>();
  private final Instant issuedAt = Instant.now().minusSeconds(10).truncatedTo(ChronoUnit.SECONDS);
  private final ClaimedIdentity.Issued issued =
      new ClaimedIdentity.Issued(
          new IssuerSession(Issuer.ISSUER, "f:1:alice", "session-1"), issuedAt);

  @BeforeEach
  void configure() throws IOException {
    Path file = folder.resolve("jwks.json");
    Files.writeString(file, Issuer.jwks(Issuer.RSA.toPublicJWK(), Issuer.EC.toPublicJWK()));
    set("preset", "keycloak");
    set("header", "X-Id-Token");
    set("issuer", Issuer.ISSUER);
    set("audience", Issuer.AUDIENCE);
    set("groups-claim", "realm_access.roles");
    set("keys", file.toString());
  }

  @AfterEach
  void forget() {
    keys.forEach(System::clearProperty);
  }

  private void set(String name, String value) {
    String key = "gatepass.assertion." + name;
    keys.add(key);
    System.setProperty(key, value);
  }

  private void unset(String name) {
    System.clearProperty("gatepass.assertion." + name);
  }

  private static MechanismSettings settings(Class<?> definition) {
    return SettingsReader.atDeployment(
            definition.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class))
        .atStart(name -> Optional.empty());
  }

  private static HeaderJudge judge(Class<?> definition) {
    return settings(definition).trust().judge();
  }

  /** A legal token at the current time. */
  private Map<String, Object> claims() {
    Map<String, Object> claims = Issuer.claims();
    claims.put("iat", issuedAt.getEpochSecond());
    claims.put("exp", Instant.now().getEpochSecond() + 290);
    return claims;
  }

  private String token(String name, Object value) {
    Map<String, Object> claims = claims();
    claims.put(name, value);
    return Issuer.token(claims);
  }

  private Assertion alice() {
    return new Assertion.Asserted(
        "alice", Set.of("user"), "alice@example.org", "Alice Liddell", null, Set.of(), issued);
  }

  @Test
  void areNamedByTheAssertion() {
    assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(alice());
    assertThat(
            judge(Anywhere.class).judge(STRANGER, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(alice());
  }

  @Test
  void areNotNamedByPlainHeaders() {
    assertThat(judge(Listed.class).judge(PROXY, Lines.of("remote-user", "carol")))
        .isEqualTo(new Assertion.Absent(true, null));
    assertThat(judge(Anywhere.class).judge(STRANGER, Lines.of("remote-user", "carol")))
        .isEqualTo(new Assertion.Absent(false, null));
    assertThat(
            judge(Listed.class)
                .judge(
                    PROXY, Lines.of("remote-user", "carol", "x-id-token", Issuer.token(claims()))))
        .isEqualTo(alice());
  }

  @Test
  void needTheAddressTooWhereAddressesAreListed() {
    assertThat(judge(Listed.class).judge(STRANGER, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(new Assertion.Absent(false, Rejection.UNTRUSTED_PEER));
  }

  @Test
  void followTheRulesForNames() {
    HeaderJudge judge = judge(Listed.class);

    assertThat(judge.judge(PROXY, Lines.of("x-id-token", token("preferred_username", "guest"))))
        .isEqualTo(new Assertion.Malformed(Rejection.RESERVED_NAME, "x-id-token"));
    assertThat(judge.judge(PROXY, Lines.of("x-id-token", token("preferred_username", "a\u200bb"))))
        .isEqualTo(new Assertion.Malformed(Rejection.UNCLEAN_VALUE, "x-id-token"));
    assertThat(judge.judge(PROXY, Lines.of("x-id-token", token("preferred_username", "-"))))
        .isEqualTo(new Assertion.Malformed(Rejection.PLACEHOLDER, "x-id-token"));
    assertThat(
            judge.judge(
                PROXY, Lines.of("x-id-token", Issuer.token(claims()), "x_id_token", "other")))
        .isEqualTo(new Assertion.Malformed(Rejection.ALIAS_HEADER, "x-id-token"));
    assertThat(
            judge.judge(
                PROXY, Lines.of("x-id-token", Issuer.token(claims()), "Connection", "X-Id-Token")))
        .isEqualTo(new Assertion.Malformed(Rejection.HEADER_IN_CONNECTION, "x-id-token"));
  }

  @Test
  void areInNoGroupOfWhichTheNameHasASeparator() { // D02
    assertThat(
            judge(Listed.class)
                .judge(
                    PROXY,
                    Lines.of(
                        "x-id-token", token("realm_access", Map.of("roles", List.of("nurse,x"))))))
        .isEqualTo(
            new Assertion.Asserted(
                "alice", Set.of(), "alice@example.org", "Alice Liddell", null, Set.of(), issued));
  }

  @Test
  void haveTheStableIdOfTheConfiguredClaim() {
    set("id-claim", "sub");

    assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(
            new Assertion.Asserted(
                "alice",
                Set.of("user"),
                "alice@example.org",
                "Alice Liddell",
                "f:1:alice",
                Set.of(),
                issued));
  }

  @Test
  void areNotNamedWithoutTheStableId() {
    set("id-claim", "oid");
    HeaderJudge judge = judge(Listed.class);

    assertThat(judge.judge(PROXY, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(new Assertion.Absent(false, Rejection.MALFORMED_ASSERTION));
    assertThat(judge.judge(PROXY, Lines.of("x-id-token", token("oid", 7))))
        .isEqualTo(new Assertion.Absent(false, Rejection.MALFORMED_ASSERTION));
    assertThat(judge.judge(PROXY, Lines.of("x-id-token", token("oid", "a\u200bb"))))
        .isEqualTo(new Assertion.Malformed(Rejection.UNCLEAN_VALUE, "x-id-token"));
  }

  @Nested
  class WithAnAssertionThatIsNotAccepted {
    private Assertion judged(String... lines) {
      return judge(Listed.class).judge(PROXY, Lines.of(lines));
    }

    @Test
    void areIgnoredWithAReason() {
      assertThat(judged("x-id-token", "no.token."))
          .isEqualTo(absent(Rejection.MALFORMED_ASSERTION));
      assertThat(judged("x-id-token", token("exp", Instant.now().getEpochSecond() - 120)))
          .isEqualTo(absent(Rejection.EXPIRED_ASSERTION));
      assertThat(judged("x-id-token", token("aud", "other-app")))
          .isEqualTo(absent(Rejection.WRONG_ASSERTION));
      assertThat(judged("x-id-token", token("typ", "ID")))
          .isEqualTo(absent(Rejection.WRONG_ASSERTION));
      assertThat(judged("x-id-token", Issuer.token(Issuer.OTHER_RSA, "RS256", claims())))
          .isEqualTo(absent(Rejection.WRONG_ASSERTION));
      assertThat(judged("x-id-token", Issuer.token(claims()), "x-id-token", Issuer.token(claims())))
          .isEqualTo(absent(Rejection.MALFORMED_ASSERTION));
    }

    @Test
    void areNotReportedWithoutAnAssertion() {
      assertThat(judged()).isEqualTo(new Assertion.Absent(true, null));
      assertThat(judged("x-id-token", " ")).isEqualTo(new Assertion.Absent(true, null));
    }

    private Assertion absent(Rejection reason) {
      return new Assertion.Absent(false, reason);
    }
  }

  @Test
  void areNamedByBearerTokensInAuthorization() {
    set("header", "Authorization");
    HeaderJudge judge = judge(Anywhere.class);

    assertThat(judge.judge(STRANGER, Lines.of("Authorization", "Bearer " + Issuer.token(claims()))))
        .isEqualTo(alice());
    assertThat(judge.judge(STRANGER, Lines.of("Authorization", "bearer  x")))
        .isEqualTo(new Assertion.Absent(false, Rejection.MALFORMED_ASSERTION));
    assertThat(judge.judge(STRANGER, Lines.of("Authorization", "Basic YWxpY2U6eA==")))
        .isEqualTo(new Assertion.Absent(false, null));
  }

  @Test
  void areNotRememberedWhereOnlyTheAssertionProvesTheProxy() {
    assertThatThrownBy(() -> settings(OnLoginPaths.class))
        .hasMessageStartingWith(
            "gatepass.login-paths: \"/sso-login\" requires gatepass.shared-secrets,"
                + " gatepass.shared-secrets-file or addresses in gatepass.trusted-proxies");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preset | okta | gatepass.assertion.preset: \"okta\" \"okta\" is not a preset",
        "issuer | | gatepass.assertion.issuer: is not set, but an assertion is accepted only from",
        "audience | | gatepass.assertion.audience: is not set, but gatepass.assertion.authorized",
        "keys | relative/jwks.json | gatepass.assertion.keys: \"relative/jwks.json\" is neither",
        "keys | http://id.example.org/jwks | gatepass.assertion.keys: \"http://id.example.org/jwks\"",
        "algorithms | RS256, HS256 | gatepass.assertion.algorithms: \"RS256, HS256\" contains",
        "algorithms | none | gatepass.assertion.algorithms: \"none\" contains",
        "clock-skew | 60 | gatepass.assertion.clock-skew: \"60\" is not an ISO 8601 duration",
        "clock-skew | PT10M | gatepass.assertion.clock-skew: \"PT10M\" the clock skew",
        "max-age | PT-1S | gatepass.assertion.clock-skew",
        "keys-kept | P2D | gatepass.assertion.header",
        "caller-claim | a..b | gatepass.assertion.caller-claim: \"a..b\"",
        "header | x y | gatepass.assertion.header",
        "logout-path | backchannel-logout | gatepass.assertion.logout-path: \"backchannel-logout\" is",
        "logout-path | / | gatepass.assertion.logout-path: \"/\" is not a path below the context root",
        "logout-path | /a/../b | gatepass.assertion.logout-path: \"/a/../b\" is not a path",
        "logout-path | /a?b | gatepass.assertion.logout-path: \"/a?b\" is not a path",
        "logout-path | /a;b | gatepass.assertion.logout-path: \"/a;b\" is not a path",
        "logout-path | /a//b | gatepass.assertion.logout-path: \"/a//b\" is not a path"
      })
  void areNotServedWithInvalidSettings(String name, String value, String message) {
    if (value == null) {
      unset(name);
    } else {
      set(name, value);
    }
    assertThatThrownBy(() -> settings(Listed.class)).hasMessageStartingWith(message);
  }

  @Test
  void areNamedByAssertionsUnderKeysInTheSettings() {
    set("keys", Issuer.jwks(Issuer.RSA.toPublicJWK()));

    assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(alice());
  }

  @Test
  void areNamedByAssertionsUnderAKeyInPem() throws Exception {
    set(
        "keys",
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(Issuer.RSA.toPublicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----");

    assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(alice());
  }

  @Test
  void areNotNamedByAssertionsOfAnAlgorithmOrTypeThatIsNotListed() {
    Lines rsa = Lines.of("x-id-token", Issuer.token(claims()));
    set("algorithms", "ES256, ,RS256,");
    set("types", "at+jwt, JWT");
    assertThat(judge(Listed.class).judge(PROXY, rsa)).isEqualTo(alice());

    set("types", "at+jwt");
    assertThat(judge(Listed.class).judge(PROXY, rsa)).isNotEqualTo(alice());
    unset("types");
    set("algorithms", "ES256");
    assertThat(judge(Listed.class).judge(PROXY, rsa)).isNotEqualTo(alice());
  }

  @Test
  void areNamedByAssertionsForAnAuthorizedPartyAlone() {
    unset("audience");
    set("authorized-parties", "proxy");
    assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(alice());
  }

  @Test
  void areServedBeforeTheKeysAtAnAddressAreThere() {
    set("keys", "https://id.example.org/certs");
    assertThat(judge(Listed.class).evidenceKinds()).contains("ASSERTION");
  }

  @Test
  void areNotServedWithAnIssuerThatGivesNoLegalAddressOfKeys() {
    set("issuer", "http://id.example.org");
    unset("keys");
    assertThatThrownBy(() -> settings(Listed.class))
        .hasMessageStartingWith("gatepass.assertion.issuer: \"http://id.example.org\"")
        .hasMessageContaining("is not https");
  }

  @Test
  void areNotServedWithoutKeysWhereThePresetHasNone() {
    set("preset", "generic");
    unset("keys");
    assertThatThrownBy(() -> settings(Listed.class))
        .hasMessageStartingWith(
            "gatepass.assertion.keys: is not set, but the preset generic does not contain");
  }

  @Test
  void haveTheIssuerOfThePreset() {
    set("preset", "google-iap");
    unset("issuer");
    assertThat(settings(Listed.class).trust().judge().evidenceKinds()).contains("ASSERTION");
  }

  @Test
  void areNamedByPlainHeadersWithoutASetting() {
    keys.forEach(System::clearProperty);
    assertThat(settings(Listed.class).trust().judge().evidenceKinds()).containsExactly("ADDRESS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web",
        ":elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web",
        "arn:aws:s3:eu-central-1:123456789012:bucket",
        "arn:aws:elasticloadbalancing:eu-central-1"
      })
  void areNotServedWithTheSignerOfAnotherService(String signer) {
    set("preset", "aws-alb");
    set("signer", signer);
    unset("keys");
    assertThatThrownBy(() -> settings(Listed.class))
        .hasMessageStartingWith("gatepass.assertion.signer: ")
        .hasMessageContaining("is not the ARN of a load balancer");
  }

  @Test
  void haveASubjectOrASessionAloneAtTheIssuer() {
    for (String missing : List.of("sub", "sid")) {
      Map<String, Object> claims = claims();
      claims.remove(missing);
      assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims))))
          .extracting(named -> ((Assertion.Asserted) named).issued().session())
          .isEqualTo(
              new IssuerSession(
                  Issuer.ISSUER,
                  missing.equals("sub") ? null : "f:1:alice",
                  missing.equals("sid") ? null : "session-1"));
    }
  }

  @Test
  void areNotServedWithKeysOfAMissingFile() {
    set("keys", folder.resolve("missing.json").toString());
    assertThatThrownBy(() -> settings(Listed.class))
        .hasMessageStartingWith("gatepass.assertion.keys: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloudflare-access", "google-iap", "pomerium", "authentik", "keycloak"})
  void findTheKeysOfAPreset(String preset) {
    set("preset", preset);
    set("issuer", preset.equals("pomerium") ? "app.example.org" : "https://id.example.org/");
    unset("keys");

    assertThat(settings(Listed.class).trust().judge().evidenceKinds())
        .containsExactly("ADDRESS", "ASSERTION");
  }

  @Test
  void haveNoEndpointWhereNoneIsConfigured() {
    assertThat(judge(Listed.class).signOutEndpoint()).isEmpty();
  }

  @Test
  void areLoggedOutByTheirIssuerAtAConfiguredPath() {
    set("logout-path", "/sso/backchannel-logout");
    SignOutEndpoint endpoint = judge(Listed.class).signOutEndpoint().orElseThrow();
    String token = Issuer.token(logoutClaims());

    assertThat(endpoint.path()).isEqualTo("/sso/backchannel-logout");
    assertThat(endpoint.verify(token)).isEqualTo(new SignOut.Verified(issued.session(), issuedAt));
    assertThat(endpoint.verify(token))
        .isEqualTo(new SignOut.Rejected("the logout token was used before"));
  }

  private Map<String, Object> logoutClaims() {
    Map<String, Object> claims = Issuer.logoutClaims();
    claims.put("iat", issuedAt.getEpochSecond());
    claims.put("exp", issuedAt.getEpochSecond() + 120);
    return claims;
  }

  @Test
  void needATimeOfIssueWhereTheIssuerCanLogThemOut() {
    Map<String, Object> untimed = claims();
    untimed.remove("iat");
    Lines lines = Lines.of("x-id-token", Issuer.token(untimed));
    assertThat(judge(Listed.class).judge(PROXY, lines)).isInstanceOf(Assertion.Asserted.class);

    set("logout-path", "/backchannel-logout");
    assertThat(judge(Listed.class).judge(PROXY, lines))
        .isEqualTo(new Assertion.Absent(false, Rejection.MALFORMED_ASSERTION));
    assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims()))))
        .isEqualTo(alice());
  }

  @Test
  void haveNoSessionAtTheIssuerWithoutTheClaimsForIt() {
    Map<String, Object> claims = claims();
    claims.keySet().removeAll(List.of("sub", "sid"));

    assertThat(judge(Listed.class).judge(PROXY, Lines.of("x-id-token", Issuer.token(claims))))
        .isEqualTo(
            new Assertion.Asserted(
                "alice",
                Set.of("user"),
                "alice@example.org",
                "Alice Liddell",
                null,
                Set.of(),
                null));
  }

  @Test
  void needAClientThatLogoutTokensAreFor() {
    set("preset", "aws-alb");
    set("signer", "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/50");
    set("logout-path", "/backchannel-logout");
    unset("audience");

    assertThatThrownBy(() -> settings(Listed.class))
        .hasMessageStartingWith(
            "gatepass.assertion.logout-path: \"/backchannel-logout\" requires"
                + " gatepass.assertion.authorized-parties or gatepass.assertion.audience");
  }

  @Nested
  class NamedByPlainHeaders {
    @BeforeEach
    void nameTheHeadersOfTheSession() {
      unset("header");
      set("session-id-header", "OIDC-Claim-Sid");
      set("subject-header", "OIDC-Claim-Sub");
      set("logout-path", "/backchannel-logout");
    }

    private Assertion named(ClaimedIdentity.Issued issued) {
      return new Assertion.Asserted("carol", Set.of(), null, null, null, Set.of(), issued);
    }

    private ClaimedIdentity.Issued in(String subject, String sessionId) {
      return new ClaimedIdentity.Issued(new IssuerSession(Issuer.ISSUER, subject, sessionId), null);
    }

    private Assertion judged(String... lines) {
      return judge(Listed.class).judge(PROXY, Lines.of(lines));
    }

    @Test
    void haveTheirSessionInFurtherHeaders() {
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", " s-1 ", "oidc-claim-sub", "c-1"))
          .isEqualTo(named(in("c-1", "s-1")));
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", "s-1"))
          .isEqualTo(named(in(null, "s-1")));
      assertThat(judged("remote-user", "carol", "oidc-claim-sub", "c-1"))
          .isEqualTo(named(in("c-1", null)));
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", "a ~"))
          .isEqualTo(named(in(null, "a ~")));
      assertThat(judged("remote-user", "carol")).isEqualTo(named(null));
    }

    @Test
    void keepTheStableIdOfItsHeader() {
      keys.add("gatepass.id-header");
      System.setProperty("gatepass.id-header", "x-user-id");

      assertThat(judged("remote-user", "carol", "x-user-id", "7", "oidc-claim-sid", "s-1"))
          .isEqualTo(
              new Assertion.Asserted(
                  "carol", Set.of(), null, null, "7", Set.of(), in(null, "s-1")));
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", "s-1"))
          .isEqualTo(new Assertion.Malformed(Rejection.MISSING_ID, "x-user-id"));
    }

    @Test
    void haveASessionIdAloneWithoutAHeaderForTheSubject() {
      unset("subject-header");
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", "s-1", "oidc-claim-sub", "c-1"))
          .isEqualTo(named(in(null, "s-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "s\u00e9", "s\u00011", "s\u007f", "(null)"})
    void haveNoSessionOfAnotherForm(String sessionId) {
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", sessionId))
          .isEqualTo(named(null));
    }

    @Test
    void haveASessionIdOfAtMost255Characters() {
      String longest = "s".repeat(255);
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", longest))
          .isEqualTo(named(in(null, longest)));
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", longest + "s"))
          .isEqualTo(named(null));
    }

    @Test
    void areMalformedWithTwoSessionsOrAnotherSpelling() {
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", "s-1", "oidc-claim-sid", "s-2"))
          .isEqualTo(new Assertion.Malformed(Rejection.REPEATED_HEADER, "oidc-claim-sid"));
      assertThat(judged("remote-user", "carol", "oidc-claim-sub", "c-1", "oidc-claim-sub", "c-1"))
          .isEqualTo(new Assertion.Malformed(Rejection.REPEATED_HEADER, "oidc-claim-sub"));
      assertThat(judged("remote-user", "carol", "oidc-claim-sid", "s-1", "oidc_claim_sid", "s-2"))
          .isEqualTo(new Assertion.Malformed(Rejection.ALIAS_HEADER, "oidc-claim-sid"));
    }

    @Test
    void areNotNamedByTheAssertion() {
      assertThat(judged("x-id-token", Issuer.token(claims())))
          .isEqualTo(new Assertion.Absent(true, null));
      assertThat(judged("authorization", "Bearer " + Issuer.token(claims())))
          .isEqualTo(new Assertion.Absent(true, null));
      assertThat(judged("oidc-claim-sid", "s-1")).isEqualTo(new Assertion.Absent(true, null));
      assertThat(judge(Listed.class).evidenceKinds()).containsExactly("ADDRESS");
    }

    @Test
    void haveNoSessionOfAnUntrustedPeer() {
      assertThat(
              judge(Listed.class)
                  .judge(STRANGER, Lines.of("remote-user", "carol", "oidc-claim-sid", "s-1")))
          .isEqualTo(new Assertion.Absent(false, Rejection.UNTRUSTED_PEER));
    }

    @Test
    void areLoggedOutByTheIssuer() {
      SignOutEndpoint endpoint = judge(Listed.class).signOutEndpoint().orElseThrow();
      assertThat(endpoint.path()).isEqualTo("/backchannel-logout");
      assertThat(endpoint.verify(Issuer.token(logoutClaims())))
          .isEqualTo(new SignOut.Verified(issued.session(), issuedAt));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "header | x-id-token | gatepass.assertion.session-id-header: \"OIDC-Claim-Sid\" contradicts",
          "logout-path | | gatepass.assertion.logout-path: is not set, but gatepass.assertion.session",
          "subject-header | a b | gatepass.assertion.subject-header: \"a b\" is not the name of a",
          "subject-header | remote-user | gatepass: the settings contradict each other: is the header",
          "audience | | gatepass.assertion.audience: is not set"
        })
    void areNotServedWithSettingsThatContradictEachOther(
        String name, String value, String message) {
      if (value == null) {
        unset(name);
      } else {
        set(name, value);
      }
      assertThatThrownBy(() -> settings(Listed.class)).hasMessageStartingWith(message);
    }
  }

  @Test
  void needTheSignerOfALoadBalancer() {
    set("preset", "aws-alb");
    unset("keys");
    assertThatThrownBy(() -> settings(Listed.class))
        .hasMessageStartingWith("gatepass.assertion.signer: is not set, but the tokens of an");

    set(
        "signer",
        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/50dc6c495c0c");
    assertThat(settings(Listed.class).warnings()).isEmpty();
  }
}
