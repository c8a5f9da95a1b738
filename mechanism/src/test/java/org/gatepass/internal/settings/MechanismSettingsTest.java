// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatepass.AccountOptions;
import org.gatepass.Fallback;
import org.gatepass.GroupsSource;
import org.gatepass.LoginOptions;
import org.gatepass.Rejection;
import org.gatepass.RemoteUserAuthenticationMechanismDefinition;
import org.gatepass.TrustReport;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.open.OpenPath;
import org.gatepass.internal.trust.PublicUrl;
import org.gatepass.internal.trust.SameOriginRule;
import org.gatepass.internal.trust.WebOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MechanismSettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @RemoteUserAuthenticationMechanismDefinition
  private static final class Bare {}

  @RemoteUserAuthenticationMechanismDefinition(
      callerHeader = "x-user",
      trustedProxies = "10.1.2.3",
      fallback = Fallback.FORM,
      loginPage = "/sign-in",
      signOutUrl = "https://sso.example.org/out",
      sessionMaxAge = "PT1H")
  private static final class Full {}

  @RemoteUserAuthenticationMechanismDefinition(
      trustedProxies = "#{proxies}",
      fallbackExpression = "${fallback}")
  private static final class Expressive {}

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> microProfile = new HashMap<>();

  private MechanismSettings read(Class<?> definition) {
    return MechanismSettings.of(texts(definition), new Modules(List.of()), false);
  }

  private SettingTexts texts(Class<?> definition) {
    return SettingTexts.gather(
        definition.getAnnotation(RemoteUserAuthenticationMechanismDefinition.class),
        new ExternalConfiguration(
            properties::get,
            environment::get,
            key -> microProfile.get(key.name()),
            properties.keySet(),
            environment.keySet()),
        Keys.ALL);
  }

  @RemoteUserAuthenticationMechanismDefinition(
      prefix = "staff.gatepass",
      trustedProxies = "10.1.2.3")
  private static final class Prefixed {}

  @RemoteUserAuthenticationMechanismDefinition(prefix = "#{prefix}", trustedProxies = "10.1.2.3")
  private static final class WronglyPrefixed {}

  @Nested
  class APrefix {
    @Test
    void isWhatEachKeyBeginsWith() {
      properties.put("staff.gatepass.caller-header", "x-staff");
      properties.put("gatepass.caller-header", "x-other");
      environment.put("STAFF_GATEPASS_FALLBACK", "BASIC");
      environment.put("GATEPASS_FALLBACK", "FORM");
      microProfile.put("staff.gatepass.session-max-age", "PT2H");
      microProfile.put("gatepass.session-max-age", "PT3H");

      MechanismSettings settings = read(Prefixed.class);

      assertThat(settings.trust().headerNames().get("staff.gatepass.caller-header"))
          .hasToString("x-staff");
      assertThat(settings.password().login().fallback()).isEqualTo(Fallback.BASIC);
      assertThat(settings.session().maxAge()).isEqualTo(Duration.ofHours(2));
      assertThat(settings.report())
          .contains(
              new TrustReport.Setting("staff.gatepass.fallback", "BASIC", "environment"),
              new TrustReport.Setting("staff.gatepass.trusted-proxies", "10.1.2.3", "annotation"))
          .allSatisfy(setting -> assertThat(setting.key()).startsWith("staff.gatepass."));
      assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void isInEachComplaint() {
      properties.put("staff.gatepass.trusted-proxies", "10.0.0.0/33");
      assertThatThrownBy(() -> read(Prefixed.class))
          .hasMessageStartingWith("staff.gatepass.trusted-proxies: \"10.0.0.0/33\" is not a CIDR");

      properties.put("staff.gatepass.trusted-proxies", "10.0.0.1");
      properties.put("staff.gatepass.login-paths", "/sso-login");
      assertThatThrownBy(() -> read(Prefixed.class))
          .hasMessageStartingWith(
              "staff.gatepass.login-paths: \"/sso-login\" requires"
                  + " staff.gatepass.persistent: ");

      properties.remove("staff.gatepass.login-paths");
      properties.put("staff.gatepass.client-ip-header", "remote-user");
      assertThatThrownBy(() -> read(Prefixed.class))
          .hasMessageStartingWith("staff.gatepass.client-ip-header: \"remote-user\" is the");
    }

    @Test
    void isKnownToTheCheckOfUnknownKeys() {
      environment.put("STAFF_GATEPASS_TRUSTED_PROXY", "10.0.0.1");
      environment.put("GATEPASS_TRUSTED_PROXY", "10.0.0.1");

      assertThat(read(Prefixed.class).warnings())
          .containsExactly(
              "STAFF_GATEPASS_TRUSTED_PROXY: is not a setting; did you mean"
                  + " STAFF_GATEPASS_TRUSTED_PROXIES?");
    }

    @Test
    void isNoExpression() {
      assertThatThrownBy(() -> read(WronglyPrefixed.class))
          .hasMessage(
              "@RemoteUserAuthenticationMechanismDefinition.prefix: \"#{prefix}\" is not made of"
                  + " letters and digits, with . or - between them (example: staff.gatepass)");
    }
  }

  @Nested
  class Defaults {
    @Test
    void areThoseOfTheDefinition() {
      properties.put("gatepass.trusted-proxies", "10.1.2.3");

      MechanismSettings settings = read(Bare.class);

      assertThat(settings.trust().headersEnabled()).isTrue();
      assertThat(settings.trust().groupsSource()).isEqualTo(GroupsSource.STORE);
      assertThat(settings.trust().failIfHeaderMissing()).isFalse();
      assertThat(settings.password().bearerTokens()).isFalse();
      assertThat(settings.trust().secretHeader()).isNull();
      assertThat(settings.session().maxAge()).isEqualTo(Duration.ofHours(12));
      assertThat(settings.integration()).isEqualTo(Integration.AUTO);
      assertThat(settings.password().login())
          .isEqualTo(new LoginOptions(Fallback.NONE, "/login", Optional.empty()));
      assertThat(settings.session().publicUrl()).isNull();
      assertThat(settings.session().sameOriginRule()).isNull();
      assertThat(settings.password().maxChecks())
          .isEqualTo(Runtime.getRuntime().availableProcessors());
      assertThat(settings.password().cacheAge()).isEqualTo(Duration.ofSeconds(1));
      assertThat(settings.accounts().options())
          .isEqualTo(
              new AccountOptions(
                  false,
                  60,
                  false,
                  Duration.ofSeconds(1),
                  AccountOptions.DEFAULT_PASSWORD_COST,
                  Set.of()));
      assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "false, false, PT12H",
      "true, false, PT12H",
      "false, true, PT12H",
      "true, true, PT1H"
    })
    void endRememberedLoginsSoonerWhereNoAccountCanEndThem(
        String persistent, boolean withoutAccounts, String maxAge) {
      properties.put("gatepass.trusted-proxies", "10.1.2.3");
      properties.put("gatepass.persistent", persistent);

      MechanismSettings settings =
          MechanismSettings.of(texts(Bare.class), new Modules(List.of()), withoutAccounts);

      assertThat(settings.session().maxAge()).isEqualTo(Duration.parse(maxAge));
      assertThat(settings.report())
          .contains(new TrustReport.Setting("gatepass.session-max-age", maxAge, "annotation"));
    }

    @Test
    void leaveTheAgeOfRememberedLoginsAsItIsSet() {
      properties.put("gatepass.trusted-proxies", "10.1.2.3");
      properties.put("gatepass.persistent", "true");
      properties.put("gatepass.session-max-age", "PT12H");

      assertThat(
              MechanismSettings.of(texts(Bare.class), new Modules(List.of()), true)
                  .session()
                  .maxAge())
          .isEqualTo(Duration.ofHours(12));
    }

    @Test
    void failWithoutATrustedProxy() {
      assertThatThrownBy(() -> read(Bare.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "gatepass.trusted-proxies: is not set, but a header is trusted only from a trusted"
                  + " proxy's address (example: 10.1.2.3, fd00::7/128)");
    }

    @Test
    void failWithTheNameThatWasMeantToBeTheMissingOne() {
      environment.put("GATEPASS_TRUSTED_PROXY", "10.1.2.3");
      environment.put("GATEPASS_FALBACK", "FORM");

      assertThatThrownBy(() -> read(Bare.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "gatepass.trusted-proxies: is not set, but a header is trusted only from a trusted"
                  + " proxy's address (example: 10.1.2.3, fd00::7/128); GATEPASS_TRUSTED_PROXY: is"
                  + " not a setting; did you mean GATEPASS_TRUSTED_PROXIES?");
    }

    @Test
    void needNoTrustedProxyWhenHeadersAreOff() {
      properties.put("gatepass.enabled", "false");
      properties.put("gatepass.fallback", "FORM");

      assertThat(read(Bare.class).trust().headersEnabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "trusted-proxies=10.0.0.300 | gatepass.trusted-proxies: \"10.0.0.300\" is not a CIDR block",
          "trusted-proxies=10.0.0.0/33 | gatepass.trusted-proxies: \"10.0.0.0/33\" is not a CIDR block",
          "caller-header=host | gatepass.caller-header: \"host\" is a header of HTTP itself",
          "groups-header=remote-user | gatepass: the settings contradict each other: is the header of",
          "groups-source=HEADER | gatepass.groups-header: is not set, but gatepass.groups-source is",
          "client-ip-header=remote-user | gatepass.client-ip-header: \"remote-user\" is the header of",
          "shared-secrets=short | gatepass.shared-secrets: \"(hidden)\" is",
          "login-paths=/sso | gatepass.login-paths: \"/sso\" requires gatepass.persistent",
          "header-charset=UTF-16 | gatepass.header-charset: \"UTF-16\" is none of",
          "caller-name-pattern=[a-z | gatepass.caller-name-pattern: \"[a-z\" is not a regular",
          "caller-name-transform=realm | gatepass.caller-name-transform: \"realm\" is not one realm",
          "caller-name-max-length=0 | gatepass.caller-name-max-length: \"0\" is not between"
        })
    void warnOfInvalidSettingsOfHeaderLoginsWhileTheseAreOff(String setting, String message) {
      properties.put("gatepass.trusted-proxies", "10.1.2.3");
      properties.put("gatepass.fallback", "FORM");
      String[] parts = setting.split("=", 2);
      properties.put("gatepass." + parts[0], parts[1]);
      assertThatThrownBy(
              () -> {
                texts(Bare.class).checkAllButExpressions();
                read(Bare.class);
              })
          .hasMessageStartingWith(message);

      properties.put("gatepass.enabled", "false");
      texts(Bare.class).checkAllButExpressions();
      MechanismSettings settings = read(Bare.class);

      assertThat(settings.trust().headersEnabled()).isFalse();
      assertThat(settings.password().login().fallback()).isEqualTo(Fallback.FORM);
      assertThat(settings.warnings())
          .singleElement(as(STRING))
          .startsWith(message)
          .endsWith(
              "; ignored with all settings of header logins, because gatepass.enabled is false");
    }

    @Test
    void warnOfAnInvalidPersistenceWithoutAccountsWhileHeaderLoginsAreOff() {
      properties.put("gatepass.enabled", "false");
      properties.put("gatepass.fallback", "FORM");
      properties.put("gatepass.persistent", "maybe");

      MechanismSettings settings =
          MechanismSettings.of(texts(Bare.class), new Modules(List.of()), true);

      assertThat(settings.warnings())
          .singleElement(as(STRING))
          .startsWith("gatepass.persistent: \"maybe\" is neither true nor false");
    }

    @Test
    void keepTheRulesForNamesOfAccountsWhileHeaderLoginsAreOff() {
      properties.put("gatepass.caller-name-pattern", "[a-z]{3}");
      properties.put("gatepass.trusted-proxies", "10.0.0.300");
      properties.put("gatepass.enabled", "false");
      properties.put("gatepass.fallback", "FORM");

      MechanismSettings settings = read(Bare.class);

      assertThat(settings.trust().judge().checkCallerName("bob")).isNull();
      assertThat(settings.trust().judge().checkCallerName("alice")).isEqualTo(Rejection.UNFIT_NAME);
    }

    @Test
    void hideTheHeaderOfAnInvalidSecretWhileHeaderLoginsAreOff() {
      properties.put("gatepass.shared-secret-header", "x-gateway-secret");
      properties.put("gatepass.shared-secrets", "short");
      properties.put("gatepass.enabled", "false");
      properties.put("gatepass.fallback", "FORM");

      MechanismSettings settings = read(Bare.class);

      assertThat(settings.trust().secretHeader()).isEqualTo(HeaderName.parse("x-gateway-secret"));
      assertThat(settings.warnings()).singleElement(as(STRING)).doesNotContain("short\"");
    }

    @Test
    void failForAnInvalidSettingOfPasswordsWhileHeaderLoginsAreOff() {
      properties.put("gatepass.enabled", "false");
      properties.put("gatepass.fallback", "FORM");
      properties.put("gatepass.password-checks", "0");

      assertThatThrownBy(() -> texts(Bare.class).checkAllButExpressions())
          .hasMessageStartingWith("gatepass.password-checks: \"0\"");
    }
  }

  @Nested
  class Outside {
    @Test
    void saysWhatPeopleUseAndHowManyPasswordsAreCheckedAtATime() {
      properties.put("gatepass.public-url", "https://app.example.org/");
      properties.put("gatepass.same-origin-check", "true");
      properties.put("gatepass.password-checks", "7");
      properties.put("gatepass.staleness", "PT0S");

      MechanismSettings settings = read(Full.class);

      WebOrigin origin = new WebOrigin("https", "app.example.org", 443);
      assertThat(settings.session().publicUrl()).isEqualTo(new PublicUrl(origin, ""));
      assertThat(settings.session().sameOriginRule())
          .isEqualTo(new SameOriginRule(origin, List.of()));
      assertThat(settings.password().maxChecks()).isEqualTo(7);
      assertThat(settings.password().cacheAge()).isZero();
    }

    @Test
    void winsOverTheDefinition() {
      properties.put("gatepass.fallback", "none");
      environment.put("GATEPASS_LOGIN_PAGE", "/enter");
      microProfile.put("gatepass.session-max-age", "PT2H");

      MechanismSettings settings = read(Full.class);

      assertThat(settings.password().login())
          .isEqualTo(
              new LoginOptions(
                  Fallback.NONE, "/enter", Optional.of("https://sso.example.org/out")));
      assertThat(settings.session().maxAge()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void isReadInTheOrderPropertyEnvironmentMicroProfile() {
      microProfile.put("gatepass.login-page", "/third");
      assertThat(read(Full.class).password().login().loginPage()).isEqualTo("/third");
      environment.put("GATEPASS_LOGIN_PAGE", "/second");
      assertThat(read(Full.class).password().login().loginPage()).isEqualTo("/second");
      properties.put("gatepass.login-page", "/first");
      assertThat(read(Full.class).password().login().loginPage()).isEqualTo("/first");
    }

    @Test
    void isFoundInTheEnvironmentInEachDefaultLocale() {
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.forLanguageTag("tr"));
      try {
        environment.put("GATEPASS_SIGN_OUT_URL", "/out");
        assertThat(read(Full.class).password().login().signOutUrl()).contains("/out");
      } finally {
        Locale.setDefault(before);
      }
    }

    @Test
    void countsAsAbsentWhenBlank() {
      environment.put("GATEPASS_LOGIN_PAGE", "  ");

      assertThat(read(Full.class).password().login().loginPage()).isEqualTo("/sign-in");
    }

    @Test
    void isNeverTakenForAnExpression() {
      environment.put("GATEPASS_LOGIN_PAGE", "#{page}");

      assertThatThrownBy(() -> texts(Full.class).checkAllButExpressions())
          .isInstanceOf(SettingException.class)
          .hasMessageStartingWith("gatepass.login-page: \"#{page}\" is not a path");
    }
  }

  @Nested
  class Expressions {
    @Test
    void areLeftAloneAtDeploymentAndEvaluatedAtStart() {
      SettingTexts texts = texts(Expressive.class);

      texts.checkAllButExpressions();
      MechanismSettings settings =
          MechanismSettings.of(
              texts.evaluated(text -> text.equals("#{proxies}") ? "10.0.0.1" : "BASIC"),
              new Modules(List.of()),
              false);

      assertThat(settings.password().login().fallback()).isEqualTo(Fallback.BASIC);
    }

    @Test
    void areCheckedAsLiteralsAre() {
      SettingTexts texts = texts(Expressive.class).evaluated(text -> "10.0.0.0/33");

      assertThatThrownBy(() -> MechanismSettings.of(texts, new Modules(List.of()), false))
          .hasMessageStartingWith("gatepass.trusted-proxies: \"10.0.0.0/33\" is not a CIDR block");
    }

    @Test
    void nameTheirKeyWhenTheyFail() {
      SettingTexts texts = texts(Expressive.class);

      assertThatThrownBy(
              () ->
                  texts.evaluated(
                      text -> {
                        throw new IllegalArgumentException("no bean of this name");
                      }))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("can't be evaluated: no bean of this name");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "remote-user, remote-user",
    "Remote_User, remote-user",
    "remote-groups, remote-groups",
    "remote-email, remote-email",
    "remote-name, remote-name",
    "remote-id, remote-id",
    "x.proxy.secret, x-proxy-secret"
  })
  void rejectAClientIpHeaderThatIsTheHeaderOfAnotherSetting(String name, String other) {
    properties.put("gatepass.client-ip-header", name);
    properties.put("gatepass.caller-header", "remote-user");
    properties.put("gatepass.groups-header", "remote-groups");
    properties.put("gatepass.email-header", "remote-email");
    properties.put("gatepass.name-header", "remote-name");
    properties.put("gatepass.id-header", "remote-id");
    properties.put("gatepass.shared-secret-header", "x-proxy-secret");
    properties.put("gatepass.shared-secrets", SECRET);

    assertThatThrownBy(() -> read(Full.class))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "gatepass.client-ip-header: \""
                + name.toLowerCase(Locale.ROOT)
                + "\" is the header of another setting, or too similar to it: "
                + other
                + " (example: x-forwarded-for)");
  }

  @Test
  void rejectTheUsualClientIpHeaderAsTheCallerHeader() {
    properties.put("gatepass.caller-header", "X-Forwarded-For");

    assertThatThrownBy(() -> read(Full.class))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("gatepass.client-ip-header: \"x-forwarded-for\" is");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gatepass.enabled | yes | \"yes\" is neither true nor false (example: true)",
        "gatepass.trusted-proxies | 10.1.2.3, 10.0.0.0/33 | \"10.0.0.0/33\" is not a CIDR block",
        "gatepass.trusted-proxies | gateway.local | \"gateway.local\"",
        "gatepass.trusted-proxies | 10.1.2.3,,10.1.2.4 | \"\"",
        "gatepass.trusted-proxies | ANY | \"ANY\" must be the whole value, in lower case: any (ex",
        "gatepass.trusted-proxies | 10.1.2.3, any | \"any\" must be the whole value",
        "gatepass.trusted-proxies | any, any | \"any\" must be the whole value",
        "gatepass.shared-secrets-file | a-secret | \"(hidden)\" is not an absolute path (example: /run",
        "gatepass.caller-header | remote user | \"remote user\"",
        "gatepass.groups-separator | / | \"/\" is none of , ; | CARET COLON SPACE NONE",
        "gatepass.groups-mapping | cn=a,dc=b=x | \"cn=a,dc=b=x\" is not a mapping of groups",
        "gatepass.fallback | FORMS | \"FORMS\" is none of [NONE, FORM, BASIC] (example: BASIC)",
        "gatepass.login-page | //evil.example | \"//evil.example\" is not a path",
        "gatepass.login-page | login | \"login\" is not a path that starts with one /",
        "gatepass.sign-out-url | javascript:alert(1) | \"javascript:alert(1)\" is neither a path",
        "gatepass.sign-out-url | https:///x | \"https:///x\" is neither a path",
        "gatepass.session-max-age | 12h | \"12h\" is not an ISO 8601 duration (example: PT12H)",
        "gatepass.session-max-age | PT0S | \"PT0S\" is not a positive duration",
        "gatepass.session-max-age | -PT1H | \"-PT1H\" is not a positive duration",
        "gatepass.session-max-age | P999999999999D | \"P999999999999D\" is over 3650 days",
        "gatepass.session-max-age | P106751991167300DT15H30M7S | \"P106751991167300DT15H30M7S\" is",
        "gatepass.session-max-age | P3650DT0.000000001S | \"P3650DT0.000000001S\" is over 3650 days",
        "gatepass.password-cost | 19456 | \"19456\" is not m=(KiB),t=(passes),p=(lanes) (example:"
            + " m=19456,t=2,p=1)",
        "gatepass.password-cost | m=7167,t=2,p=1 | \"m=7167,t=2,p=1\" has a m that is not between",
        "gatepass.password-cost | m=262145,t=2,p=1 | \"m=262145,t=2,p=1\" has a m that is not",
        "gatepass.password-cost | m=19456,t=17,p=1 | \"m=19456,t=17,p=1\" has a t that is not",
        "gatepass.password-cost | m=19456,t=2,p=17 | \"m=19456,t=2,p=17\" has a p that is not",
        "gatepass.staleness | 1s | \"1s\" is not an ISO 8601 duration (example: PT1S)",
        "gatepass.staleness | -PT1S | \"-PT1S\" is neither PT0S nor between PT0.1S and PT1H",
        "gatepass.staleness | PT1H0.1S | \"PT1H0.1S\" is neither PT0S nor between PT0.1S and PT1H",
        "gatepass.staleness | PT0.099S | \"PT0.099S\" is neither PT0S nor between PT0.1S and PT1H",
        "gatepass.password-checks | 0 | \"0\" is not between 1 and 1000 (example: 4)",
        "gatepass.password-checks | 1001 | \"1001\" is not between 1 and 1000",
        "gatepass.public-url | app.example.org | \"app.example.org\" is not an http or https",
        "gatepass.public-url | https://app.example.org/x?y | \"https://app.example.org/x?y\" is not",
        "gatepass.trusted-origins | https://a.example, null | \"null\" is not an http or https",
        "gatepass.trusted-origins | https://a.example/ | \"https://a.example/\" is not an http or",
        "gatepass.trusted-origins | * | \"*\" is not an http or https address without a path",
        "gatepass.public-url | https://app.example.org// | \"https://app.example.org//\" is not",
        "gatepass.open-paths | /health, metrics | \"metrics\" is neither a path nor a prefix that",
        "gatepass.open-paths | /health, | \"\" is neither a path nor a prefix that ends in /*",
        "gatepass.open-paths | /health, /* | \"/*\" opens all paths, and would turn off each login",
        "gatepass.same-origin-check | on | \"on\" is neither true nor false",
        "gatepass.header-charset | UTF-16 | \"UTF-16\" is none of UTF-8, ISO-8859-1, US-ASCII",
        "gatepass.header-encoding | BASE64 | \"BASE64\" is none of [NONE, PERCENT, RFC2047]",
        "gatepass.caller-name-pattern | [a-z | \"[a-z\"",
        "gatepass.caller-name-max-length | 0 | \"0\" is not between 1 and 255 (example: 150)",
        "gatepass.caller-name-max-length | 256 | \"256\" is not between 1 and 255",
        "gatepass.create-per-minute | 0 | \"0\" is not between 1 and 10000 (example: 60)",
        "gatepass.create-per-minute | 10001 | \"10001\" is not between 1 and 10000",
        "gatepass.default-groups | user, | \"\" is not a group's name: 1 to 255 visible characters",
        "gatepass.default-groups | a\u200bb, c | \"a\u200bb\" is not a group's name: 1 to 255",
        "gatepass.create-unknown-callers | yes | \"yes\" is neither true nor false",
        "gatepass.caller-name-max-length | many | \"many\" is not a whole number",
        "gatepass.groups-source | NOWHERE | \"NOWHERE\" is none of [STORE, HEADER, BOTH]",
      })
  void namesKeyValueRuleAndExampleOfAWrongValue(String key, String value, String complaint) {
    properties.put(key, value);

    assertThatThrownBy(() -> texts(Full.class).checkAllButExpressions())
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(key + ": " + complaint)
        .hasMessageContaining("(example: ");
  }

  @Nested
  class TrustedOrigins {
    @Test
    void areReadFromAList() {
      properties.put("gatepass.same-origin-check", "true");
      properties.put("gatepass.trusted-origins", "https://idp.example.org, http://app:3000");

      assertThat(read(Full.class).session().sameOriginRule())
          .isEqualTo(
              new SameOriginRule(
                  null,
                  List.of(
                      new WebOrigin("https", "idp.example.org", 443),
                      new WebOrigin("http", "app", 3000))));
    }

    @Test
    void requireTheCheck() {
      properties.put("gatepass.trusted-origins", "https://idp.example.org");

      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "gatepass.trusted-origins: \"https://idp.example.org\" requires"
                  + " gatepass.same-origin-check: without it no origin is checked (example:"
                  + " https://idp.example.org)");
    }
  }

  @Nested
  class OpenPaths {
    @Test
    void areNoneByDefault() {
      assertThat(read(Full.class).session().open().paths()).isEmpty();
    }

    @Test
    void areReadFromAList() {
      properties.put("gatepass.open-paths", "/health, /metrics/*");

      assertThat(read(Full.class).session().open().paths())
          .extracting(OpenPath::toString)
          .containsExactly("/health", "/metrics/*");
    }

    @Test
    void opensNoLoginPath() {
      properties.put("gatepass.persistent", "true");
      properties.put("gatepass.login-paths", "/enter,/sso/login");
      properties.put("gatepass.open-paths", "/health, /sso/*");

      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "gatepass.open-paths: \"/sso/*\" opens /sso/login, a path of gatepass.login-paths,"
                  + " where no login would be possible then (example: /health, /metrics/*)");
    }
  }

  @Nested
  class Secrets {
    @Test
    void areNeverShownInComplaints() {
      properties.put("gatepass.shared-secret-header", "x-secret");
      properties.put("gatepass.shared-secrets", "too-short");

      assertThatThrownBy(() -> read(Full.class))
          .hasMessageStartingWith("gatepass.shared-secrets: \"(hidden)\" ")
          .hasMessageNotContaining("too-short");
    }

    @Test
    void areNeverShownInTheReport() {
      properties.put("gatepass.shared-secret-header", "x-secret");
      properties.put("gatepass.shared-secrets", SECRET);

      assertThat(read(Full.class).report())
          .contains(
              new TrustReport.Setting("gatepass.shared-secrets", "(hidden)", "system property"))
          .noneMatch(setting -> setting.toString().contains(SECRET));
    }

    @Test
    void needTheirHeader() {
      properties.put("gatepass.shared-secrets", SECRET);

      assertThatThrownBy(() -> read(Full.class))
          .hasMessageStartingWith("gatepass.shared-secret-header: is not set, but");
    }

    @Test
    void areNeededByTheirHeader() {
      properties.put("gatepass.shared-secret-header", "x-secret");

      assertThatThrownBy(() -> read(Full.class))
          .hasMessage(
              "gatepass.shared-secrets: is not set, but gatepass.shared-secret-header is, and"
                  + " gatepass.shared-secrets-file is not (example: what \"openssl rand -hex 32\""
                  + " prints)");
    }

    @Test
    void areReadFromAFile(@TempDir Path folder) throws IOException {
      Path file = Files.writeString(folder.resolve("secrets"), SECRET + "\n");
      properties.put("gatepass.shared-secret-header", "x-secret");
      environment.put("GATEPASS_SHARED_SECRETS_FILE", file.toString());

      MechanismSettings settings = read(Full.class);

      assertThat(settings.trust().judge().evidenceKinds()).containsExactly("ADDRESS", "SECRET");
      assertThat(settings.report())
          .contains(
              new TrustReport.Setting(
                  "gatepass.shared-secrets-file", file.toString(), "environment"));
      assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void ofAFileNeedTheirHeader(@TempDir Path folder) throws IOException {
      Path file = Files.writeString(folder.resolve("secrets"), SECRET);
      properties.put("gatepass.shared-secrets-file", file.toString());

      assertThatThrownBy(() -> read(Full.class))
          .hasMessage(
              "gatepass.shared-secret-header: is not set, but gatepass.shared-secrets-file is"
                  + " (example: x-gateway-secret)");
    }

    @Test
    void areInTheFileOrInTheSetting() {
      properties.put("gatepass.shared-secret-header", "x-secret");
      properties.put("gatepass.shared-secrets", SECRET);
      properties.put("gatepass.shared-secrets-file", "/run/secrets/missing");

      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "gatepass.shared-secrets-file: \"/run/secrets/missing\" contradicts"
                  + " gatepass.shared-secrets: only one of them may be set (example:"
                  + " /run/secrets/gatepass)");
    }

    @Test
    void ofAMissingFileStopTheDeploymentUnlessHeadersAreOff(@TempDir Path folder) {
      Path file = folder.resolve("missing");
      String complaint =
          "gatepass.shared-secrets-file: \""
              + file
              + "\" is unreadable (NoSuchFileException) (example: /run/secrets/gatepass)";
      properties.put("gatepass.shared-secret-header", "x-secret");
      properties.put("gatepass.shared-secrets-file", file.toString());
      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(complaint);

      properties.put("gatepass.enabled", "false");

      assertThat(read(Full.class).warnings()).singleElement(as(STRING)).startsWith(complaint);
    }

    @Test
    void ofAnInvalidFileStopTheDeploymentWithoutItsContent(@TempDir Path folder)
        throws IOException {
      Path file = Files.writeString(folder.resolve("secrets"), "too-short");
      properties.put("gatepass.shared-secret-header", "x-secret");
      properties.put("gatepass.shared-secrets-file", file.toString());

      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("secret 1 of 1 is shorter than 32 characters")
          .hasMessageNotContaining("too-short");
    }
  }

  @Nested
  class ProxiesOfAnyAddress {
    private static final String RULE =
        "gatepass.trusted-proxies: \"any\" requires gatepass.shared-secret-header with"
            + " gatepass.shared-secrets or gatepass.shared-secrets-file, or a signed assertion: otherwise each client"
            + " could name any caller";

    @BeforeEach
    void trustAny() {
      properties.put("gatepass.trusted-proxies", "any");
    }

    @Test
    void areIdentifiedByASecret() {
      properties.put("gatepass.shared-secret-header", "x-secret");
      properties.put("gatepass.shared-secrets", SECRET);

      MechanismSettings settings = read(Full.class);

      assertThat(settings.trust().judge().evidenceKinds()).containsExactly("SECRET");
      assertThat(settings.evidenceNote().orElseThrow()).endsWith(" evidence: SECRET");
      assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void requireASecret() {
      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(RULE + " (example: 10.1.2.3, fd00::7/128)");
    }

    @Test
    void areNotIdentifiedByACertificateAlone() {
      properties.put("gatepass.proxy-certificates", "0123456789abcdef".repeat(4));

      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              RULE
                  + "; gatepass.proxy-certificates is not enough, because some servers read"
                  + " certificates from a header (example: 10.1.2.3, fd00::7/128)");
    }

    @Test
    void requireNothingWhileHeadersAreOff() {
      properties.put("gatepass.enabled", "false");

      MechanismSettings settings = read(Full.class);

      assertThat(settings.trust().judge().evidenceKinds()).containsExactly("ADDRESS");
      assertThat(settings.evidenceNote()).isEmpty();
    }
  }

  @Test
  void haveNoNoteOnEvidenceWhereAddressesAreChecked() {
    assertThat(read(Full.class).evidenceNote()).isEmpty();
  }

  @Nested
  class Together {
    @Test
    void failIfHeaderMissingSwitchesTheFallbackOffWithAWarning() {
      properties.put("gatepass.fail-if-header-missing", "true");

      MechanismSettings settings = read(Full.class);

      assertThat(settings.trust().failIfHeaderMissing()).isTrue();
      assertThat(settings.password().login().fallback()).isEqualTo(Fallback.NONE);
      assertThat(settings.warnings())
          .containsExactly(
              "gatepass.fallback: FORM has no effect, because gatepass.fail-if-header-missing is"
                  + " set");
    }

    @Test
    void failIfHeaderMissingSwitchesBearerTokensOffWithAWarning() {
      properties.put("gatepass.fail-if-header-missing", "true");
      properties.put("gatepass.bearer-tokens", "true");
      properties.put("gatepass.fallback", "NONE");

      MechanismSettings settings = read(Full.class);

      assertThat(settings.password().bearerTokens()).isFalse();
      assertThat(settings.warnings())
          .containsExactly(
              "gatepass.bearer-tokens: true has no effect, because"
                  + " gatepass.fail-if-header-missing is set");
    }

    @Test
    void countBearerTokensAsALoginWhileHeadersAreOff() {
      properties.put("gatepass.enabled", "false");
      properties.put("gatepass.fallback", "NONE");
      assertThat(read(Full.class).warnings())
          .containsExactly(
              "gatepass.fallback: is NONE while gatepass.enabled is false, so that no login is"
                  + " possible");

      properties.put("gatepass.bearer-tokens", "true");

      assertThat(read(Full.class).password().bearerTokens()).isTrue();
      assertThat(read(Full.class).warnings()).isEmpty();
    }

    @Test
    void failIfHeaderMissingHasNoEffectWhileHeadersAreOff() {
      properties.put("gatepass.fail-if-header-missing", "true");
      properties.put("gatepass.enabled", "false");

      MechanismSettings settings = read(Full.class);

      assertThat(settings.trust().failIfHeaderMissing()).isFalse();
      assertThat(settings.password().login().fallback()).isEqualTo(Fallback.FORM);
    }

    @Test
    void rejectLoginPathsWithoutPersistence() {
      properties.put("gatepass.login-paths", "/sso-login");

      assertThatThrownBy(() -> read(Full.class))
          .hasMessageStartingWith(
              "gatepass.login-paths: \"/sso-login\" requires gatepass.persistent");
    }

    @Test
    void rejectPersistenceWhereAHeaderIsAMust() {
      properties.put("gatepass.persistent", "true");
      properties.put("gatepass.fail-if-header-missing", "true");

      assertThatThrownBy(() -> read(Full.class))
          .hasMessageStartingWith(
              "gatepass.persistent: \"true\" contradicts gatepass.fail-if-header-missing");
    }

    @Test
    void takePersistenceWithItsLoginPaths() {
      properties.put("gatepass.persistent", "true");
      properties.put("gatepass.login-paths", "/sso-login, /enter");

      SessionSettings.Persistence persistence = read(Full.class).session().persistence();

      assertThat(persistence)
          .isEqualTo(new SessionSettings.Persistence(true, Set.of("/sso-login", "/enter")));
      assertThat(persistence.admitsHeaderOn("/enter")).isTrue();
      assertThat(persistence.admitsHeaderOn("/enter/")).isFalse();
      assertThat(new SessionSettings.Persistence(true, Set.of()).admitsHeaderOn("/any")).isTrue();
    }

    @Test
    void warnWhenInactiveCallersAreAdmitted() {
      properties.put("gatepass.allow-inactive-callers", "true");
      properties.put("gatepass.create-unknown-callers", "true");
      properties.put("gatepass.create-per-minute", "5");

      assertThat(read(Full.class).accounts().options())
          .isEqualTo(
              new AccountOptions(
                  true,
                  5,
                  true,
                  Duration.ofSeconds(1),
                  AccountOptions.DEFAULT_PASSWORD_COST,
                  Set.of()));
      assertThat(read(Full.class).warnings())
          .containsExactly(
              "gatepass.allow-inactive-callers: is true, so that deactivating an account does not"
                  + " prevent header logins");
    }

    @Test
    void readTheGroupsOfNewAccounts() {
      properties.put("gatepass.create-unknown-callers", "true");
      properties.put("gatepass.default-groups", "user, night shift,user");

      assertThat(read(Full.class).accounts().options().defaultGroups())
          .containsExactlyInAnyOrder("user", "night shift");
    }

    @Test
    void rejectGroupsOfNewAccountsWhereNoneAreCreated() {
      properties.put("gatepass.default-groups", "user");

      assertThatThrownBy(() -> read(Full.class))
          .isInstanceOf(SettingException.class)
          .hasMessage(
              "gatepass.default-groups: \"user\" has no effect without"
                  + " gatepass.create-unknown-callers (example: user)");
    }

    @Test
    void warnWhenNoLoginIsPossible() {
      properties.put("gatepass.enabled", "false");

      assertThat(read(Bare.class).warnings())
          .containsExactly(
              "gatepass.fallback: is NONE while gatepass.enabled is false, so that no login is"
                  + " possible");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/24,0", "10.0.0.0/23,1"})
    void warnOfABlockOfMoreThan256Addresses(String block, int warnings) {
      properties.put("gatepass.trusted-proxies", block);

      assertThat(read(Full.class).warnings()).hasSize(warnings);
    }

    @Test
    void rejectHeaderGroupsWithoutAGroupsHeader() {
      properties.put("gatepass.groups-source", "HEADER");

      assertThatThrownBy(() -> read(Full.class))
          .hasMessageStartingWith("gatepass.groups-header: is not set, but");
    }

    @Test
    void takeGroupsFromBothWhereAHeaderHasThem() {
      properties.put("gatepass.trusted-proxies", "10.1.2.3");
      properties.put("gatepass.groups-header", "remote-groups");

      assertThat(read(Bare.class).trust().groupsSource()).isEqualTo(GroupsSource.BOTH);
    }

    @Test
    void warnOfAGroupsHeaderWithoutAMapping() {
      properties.put("gatepass.groups-header", "remote-groups");

      assertThat(read(Full.class).warnings())
          .singleElement()
          .asString()
          .startsWith("gatepass.groups-mapping: is not set");
    }

    @Test
    void rejectOneHeaderForTwoThings() {
      properties.put("gatepass.email-header", "X-User");

      assertThatThrownBy(() -> read(Full.class)).isInstanceOf(SettingException.class);
    }
  }

  @Nested
  class UnknownNames {
    @ParameterizedTest
    @CsvSource({
      "gatepass.trusted-proxy, gatepass.trusted-proxies",
      "gatepass.callerheader, gatepass.caller-header",
      "gatepass.sign-out, gatepass.sign-out-url"
    })
    void areWarnedOfWithTheNearestKey(String name, String nearest) {
      properties.put(name, "x");

      assertThat(read(Full.class).warnings())
          .containsExactly(name + ": is not a setting; did you mean " + nearest + "?");
    }

    @Test
    void areWarnedOfInTheEnvironmentInItsOwnSpelling() {
      environment.put("GATEPASS_TRUSTED_PROXY", "x");

      assertThat(read(Full.class).warnings())
          .containsExactly(
              "GATEPASS_TRUSTED_PROXY: is not a setting; did you mean GATEPASS_TRUSTED_PROXIES?");
    }

    @Test
    void areLeftToTheirOwners() {
      properties.put("gatepass.demo.sample-accounts", "true");
      properties.put("gatepass.test-kit", "true");
      properties.put("gatepassage", "x");
      environment.put("GATEPASS_DEMO_ADMIN_PASSWORD", "x");
      environment.put("GATEPASS_GATEWAY_SECRET", "x");
      environment.put("GATEPASS_DEMO_X", "x");

      assertThat(read(Full.class).warnings()).isEmpty();
    }

    @Test
    void areLoggedWithoutControlCharacters() {
      properties.put("gatepass.x\ny", "x");

      assertThat(read(Full.class).warnings())
          .singleElement()
          .asString()
          .startsWith("gatepass.x?y: is not a setting");
    }
  }

  @Nested
  class TheIntegration {
    @ParameterizedTest
    @CsvSource({"module, MODULE", "Mechanism, MECHANISM", "AUTO, AUTO"})
    void isChosenByItsName(String text, Integration integration) {
      properties.put("gatepass.integration", text);

      assertThat(read(Full.class).integration()).isEqualTo(integration);
    }

    @Test
    void isOneOfThree() {
      properties.put("gatepass.integration", "window");

      assertThatThrownBy(() -> read(Full.class))
          .hasMessage(
              "gatepass.integration: \"window\" is none of [MECHANISM, MODULE, AUTO] (example: AUTO)");
    }

    @Test
    void isComplainedOfWhereItCannotBeHad() {
      assertThat(read(Full.class).noModule("the wall is too thick"))
          .hasMessage(
              "gatepass.integration: \"MODULE\" is not available here: the wall is too thick"
                  + " (example: AUTO)");
    }
  }
}
