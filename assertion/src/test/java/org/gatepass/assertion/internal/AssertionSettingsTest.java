// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.gatepass.assertion.internal.keys.KeySource;
import org.gatepass.assertion.internal.keys.SignatureAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionSettingsTest {
  private static TokenRules rules(String issuer, Duration skew, Duration maxAge) {
    return new TokenRules(
        issuer,
        Set.of("ward-app"),
        Set.of(),
        Set.of(SignatureAlgorithm.RS256),
        Set.of("application/AT+JWT"),
        Map.of(),
        Map.of(),
        skew,
        maxAge,
        false);
  }

  private static void checkRejected(Runnable settings, String message) {
    assertThatIllegalArgumentException().isThrownBy(settings::run).withMessageStartingWith(message);
  }

  @Test
  void requireAnAudienceOrAnAuthorizedPartyOrASigner() {
    checkRejected(
        () -> Tokens.rules(Set.of(), Set.of(), Map.of(), null), "no audience is configured, so");
    checkRejected(
        () -> Tokens.rules(Set.of(), Set.of(), Map.of("client", "x"), null),
        "no audience is configured, so");
    checkRejected(
        () -> Tokens.rules(Set.of(""), Set.of(), Map.of(), null),
        "an audience or authorized party is empty");
    checkRejected(
        () -> Tokens.rules(Set.of("a"), Set.of(" "), Map.of(), null),
        "an audience or authorized party is empty");
    assertThatNoException()
        .isThrownBy(() -> Tokens.rules(Set.of(), Set.of("proxy"), Map.of(), null));
    assertThatNoException()
        .isThrownBy(() -> Tokens.rules(Set.of(), Set.of(), Map.of("signer", "arn"), null));
  }

  @Test
  void checkTheirParts() {
    checkRejected(() -> rules(" ", Duration.ZERO, null), "the issuer is missing");
    checkRejected(() -> rules("x", Duration.ofSeconds(-1), null), "the clock skew is not from");
    checkRejected(() -> rules("x", Duration.ofSeconds(301), null), "the clock skew is not from");
    checkRejected(() -> rules("x", Duration.ZERO, Duration.ZERO), "the maximum age is not");
    checkRejected(() -> rules("x", Duration.ZERO, Duration.ofSeconds(-1)), "the maximum age is");
    assertThatNoException()
        .isThrownBy(() -> rules("x", Duration.ofMinutes(5), Duration.ofSeconds(1)));
    assertThat(rules("x", Duration.ZERO, null).types()).containsExactly("at+jwt");
    checkRejected(
        () ->
            new TokenRules(
                "x",
                Set.of("a"),
                Set.of(),
                Set.of(),
                Set.of("JWT"),
                Map.of(),
                Map.of(),
                Duration.ZERO,
                null,
                false),
        "no algorithm is configured");
    checkRejected(
        () ->
            new TokenRules(
                "x",
                Set.of("a"),
                Set.of(),
                Set.of(SignatureAlgorithm.RS256),
                Set.of(),
                Map.of(),
                Map.of(),
                Duration.ZERO,
                null,
                false),
        "no type of token is configured");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X Token", "x_token", "X-Token:", "Äpfel"})
  void rejectHeader(String header) {
    checkRejected(
        () -> settings(header, Duration.ofHours(1)),
        "\"" + header + "\" is not the name of a header (example: X-Id-Token)");
  }

  @Test
  void limitTheTimeThatKeysAreKept() {
    checkRejected(() -> settings("X", Duration.ofSeconds(-1)), "the time that keys are kept");
    checkRejected(() -> settings("X", Duration.ofHours(24).plusMillis(1)), "the time that keys");
    assertThatNoException().isThrownBy(() -> settings("X", Duration.ZERO));
    assertThatNoException().isThrownBy(() -> settings("X", Duration.ofHours(24)));
  }

  private static AssertionSettings settings(String header, Duration kept) {
    return new AssertionSettings(
        header, new KeySource.KeyFile(Path.of("x")), kept, Tokens.RULES, Tokens.PATHS);
  }

  @ParameterizedTest
  @EnumSource
  void presetsAreLegal(Preset preset) {
    Preset.Defaults defaults = preset.defaults();
    assertThat(Preset.named(preset.settingName())).isSameAs(preset);
    assertThatNoException().isThrownBy(() -> ClaimPath.parse(defaults.callerName()));
    assertThat(defaults.algorithms()).isNotEmpty();
    TokenRules rules =
        new TokenRules(
            "https://id.example.org",
            Set.of("x"),
            Set.of(),
            defaults.algorithms(),
            defaults.types(),
            Map.of(),
            Map.of(),
            Duration.ofSeconds(60),
            null,
            defaults.padded());
    assertThatNoException()
        .isThrownBy(
            () ->
                new AssertionSettings(
                    defaults.header(),
                    new KeySource.KeyFile(Path.of("x")),
                    Duration.ofHours(1),
                    rules,
                    Tokens.PATHS));
  }

  @Test
  void presetsKnowTheirKeys() {
    checkKeys(
        Preset.CLOUDFLARE_ACCESS,
        "https://clinic.cloudflareaccess.com",
        "https://clinic.cloudflareaccess.com/cdn-cgi/access/certs");
    checkKeys(
        Preset.GOOGLE_IAP,
        "https://cloud.google.com/iap",
        "https://www.gstatic.com/iap/verify/public_key-jwk");
    checkKeys(
        Preset.POMERIUM,
        "ward.example.org",
        "https://ward.example.org/.well-known/pomerium/jwks.json");
    checkKeys(
        Preset.POMERIUM,
        "https://ward.example.org/",
        "https://ward.example.org/.well-known/pomerium/jwks.json");
    checkKeys(
        Preset.AUTHENTIK,
        "https://id.example.org/application/o/ward/",
        "https://id.example.org/application/o/ward/jwks/");
    checkKeys(
        Preset.KEYCLOAK,
        "https://id.example.org/realms/clinic",
        "https://id.example.org/realms/clinic/protocol/openid-connect/certs");
    assertThat(Preset.GENERIC.keys("https://id.example.org", "arn:aws:1")).isEmpty();
    assertThat(Preset.TELEPORT.keys("cluster", null)).isEmpty();
    assertThat(Preset.GENERIC.keys("https://id.example.org", null)).isEmpty();
    assertThat(Preset.AWS_ALB.keys("https://id.example.org", null)).isEmpty();
    checkRejected(
        () -> Preset.KEYCLOAK.keys("http://id.example.org/realms/clinic", null),
        "\"http://id.example.org/realms/clinic/protocol/openid-connect/certs\" is not https");
  }

  private static void checkKeys(Preset preset, String issuer, String address) {
    assertThat(preset.keys(issuer, null)).contains(new KeySource.JwksAddress(URI.create(address)));
  }

  @Test
  void theSignerOfAnAwsLoadBalancerGivesTheRegion() {
    assertThat(
            Preset.AWS_ALB.keys(
                "https://id.example.org",
                "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/50dc"))
        .contains(
            new KeySource.PemAddress(
                URI.create("https://public-keys.auth.elb.eu-central-1.amazonaws.com/")));
    for (String arn :
        new String[] {
          "",
          "arn:aws:elasticloadbalancing:",
          "arn:aws:elasticloadbalancing:eu-central-1",
          "arn::elasticloadbalancing:eu-central-1:1:x",
          "arn:aws:s3:elasticloadbalancing:eu-central-1:1:x",
          "arn:aws:s3:eu-central-1:1:x",
          "x:elasticloadbalancing:eu-central-1:1:x",
          "arn:aws:elasticloadbalancing:evil.example/:1:x"
        }) {
      assertThatIllegalArgumentException()
          .as(arn)
          .isThrownBy(() -> Preset.AWS_ALB.keys("https://id.example.org", arn));
    }
  }

  @Test
  void aPresetOfAnotherNameIsAnErrorThatListsAll() {
    checkRejected(
        () -> Preset.named("okta"),
        "\"okta\" is not a preset: one of cloudflare-access, google-iap, aws-alb, pomerium,"
            + " teleport, authentik, keycloak, generic");
    checkRejected(() -> Preset.named("KEYCLOAK"), "\"KEYCLOAK\" is not a preset");
  }
}
