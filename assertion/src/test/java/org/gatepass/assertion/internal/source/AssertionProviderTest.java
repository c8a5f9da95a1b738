// SPDX-License-Identifier: Apache-2.0
package org.gatepass.assertion.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatepass.Rejection;
import org.gatepass.assertion.internal.Issuer;
import org.gatepass.assertion.internal.Lines;
import org.gatepass.assertion.internal.keys.KeyServer;
import org.gatepass.spi.ClaimedIdentity;
import org.gatepass.spi.IdentitySource;
import org.gatepass.spi.ModuleSetting;
import org.gatepass.spi.ModuleSettings;
import org.gatepass.spi.NodeState;
import org.gatepass.spi.Peer;
import org.gatepass.spi.signout.SignOut;
import org.junit.jupiter.api.Test;

class AssertionProviderTest {
  private static final Peer PROXY = new Peer("10.1.2.3", List.of());

  private final AssertionProvider provider = new AssertionProvider();
  private final Map<ModuleSetting, String> settings =
      new HashMap<>(
          Map.of(
              AssertionSetting.HEADER,
              "X-Id-Token",
              AssertionSetting.ISSUER,
              Issuer.ISSUER,
              AssertionSetting.AUDIENCE,
              Issuer.AUDIENCE,
              AssertionSetting.KEYS,
              Issuer.jwks(Issuer.RSA.toPublicJWK())));

  private record Values(Map<ModuleSetting, String> texts) implements ModuleSettings {
    @Override
    public Optional<String> value(ModuleSetting setting) {
      return Optional.ofNullable(texts.get(setting));
    }

    @Override
    public String name(ModuleSetting setting) {
      return setting.key();
    }

    @Override
    public RuntimeException violation(ModuleSetting setting, String rule) {
      return new IllegalStateException(setting.key() + ": " + rule);
    }

    @Override
    public RuntimeException missing(ModuleSetting setting, String rule) {
      return violation(setting, rule);
    }
  }

  private IdentitySource source() {
    return provider.source(new Values(settings)).orElseThrow();
  }

  @Test
  void hasANameAndSettingsWithExamples() {
    assertThat(provider.name()).isEqualTo("assertion");
    assertThat(provider.settings())
        .contains(AssertionSetting.PRESET)
        .noneMatch(setting -> setting.example().isBlank());
  }

  @Test
  void readsTheHeaderOfTheToken() {
    assertThat(source().callerHeader()).isEqualTo("x-id-token");
    assertThat(source().headers()).containsExactly("x-id-token");
  }

  @Test
  void readsNoCallerFromATokenThatExpiredAfterItsCheck() {
    Map<String, Object> expired = Issuer.claimsWith("exp", 1);
    Lines lines = Lines.of("x-id-token", Issuer.token(expired));
    ClaimedIdentity none = new ClaimedIdentity.None(Rejection.EXPIRED_ASSERTION);
    assertThat(source().read(PROXY, lines)).isEqualTo(none);
    settings.put(AssertionSetting.LOGOUT_PATH, "/backchannel-logout");
    assertThat(source().read(PROXY, lines)).isEqualTo(none);
  }

  @Test
  void hasTheAgeOfFetchedKeysInSecondsAsItsState() throws Exception {
    Map<String, Object> claims = Issuer.claims();
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("exp", Instant.now().getEpochSecond() + 120);
    try (KeyServer server = new KeyServer().answers(Issuer.jwks(Issuer.RSA))) {
      settings.put(AssertionSetting.KEYS, server.address("/jwks").toString());
      IdentitySource source = source();
      NodeState state = (NodeState) source;
      assertThat(state.valueOf(NodeState.Gauge.KEY_SET_AGE)).isEmpty();

      source.read(PROXY, Lines.of("x-id-token", Issuer.token(claims)));

      assertThat(state.valueOf(NodeState.Gauge.KEY_SET_AGE)).isPresent();
      assertThat(state.valueOf(NodeState.Gauge.KEY_SET_AGE).getAsDouble()).isBetween(0.0, 60.0);
      assertThat(state.valueOf(NodeState.Gauge.CACHED_CALLERS)).isEmpty();
    }
  }

  @Test
  void readsNoCallerWithoutAToken() {
    ClaimedIdentity none = new ClaimedIdentity.None(null);
    assertThat(source().read(PROXY, Lines.of())).isEqualTo(none);
    assertThat(source().read(PROXY, Lines.of("x-id-token", " "))).isEqualTo(none);
  }

  @Test
  void leavesTheIdentityHeadersAsTheyAreWhereTheAssertionNamesTheCaller() {
    settings.put(AssertionSetting.LOGOUT_PATH, "/backchannel-logout");
    IdentitySource headers = source();
    assertThat(provider.extend(headers, new Values(settings))).isSameAs(headers);
  }

  @Test
  void extendsTheIdentityHeadersByTheSessionAtTheIssuer() {
    IdentitySource headers = source();
    settings.remove(AssertionSetting.HEADER);
    settings.put(AssertionSetting.SESSION_ID_HEADER, "X-Session-Id");
    settings.put(AssertionSetting.LOGOUT_PATH, "/backchannel-logout");
    IdentitySource extended = provider.extend(headers, new Values(settings));

    assertThat(extended.headers()).containsExactly("x-id-token", "x-session-id");
    for (ClaimedIdentity.Part part : ClaimedIdentity.Part.values()) {
      assertThat(extended.header(part)).isEqualTo(headers.header(part));
    }
    assertThat(extended.namesCaller(Lines.of("x-session-id", "s-1"))).isFalse();
    assertThat(extended.namesCaller(Lines.of("x-id-token", "x"))).isTrue();
  }

  @Test
  void acceptsNoLogoutTokenWhileTheKeysAreUnavailable() throws Exception {
    Map<String, Object> claims = Issuer.logoutClaims();
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("exp", Instant.now().getEpochSecond() + 120);
    try (KeyServer server = new KeyServer().answersStatus(500)) {
      settings.put(AssertionSetting.KEYS, server.address("/jwks").toString());
      settings.put(AssertionSetting.LOGOUT_PATH, "/backchannel-logout");
      assertThat(source().signOutEndpoint().orElseThrow().verify(Issuer.token(claims)))
          .isInstanceOf(SignOut.Unavailable.class);
    }
  }
}
