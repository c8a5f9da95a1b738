// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.time.Duration;
import java.util.List;
import org.gatepass.Fallback;
import org.gatepass.LoginOptions;
import org.gatepass.internal.header.HeaderName;

/**
 * The settings about passwords and bearer tokens. Immutable.
 *
 * @param login how people log in and out
 * @param maxChecks how many passwords are checked at a time, from 1
 * @param cacheAge how long a verified password of HTTP Basic, or a bearer token, is cached
 * @param bearerTokens whether requests are authenticated by bearer tokens
 */
public record PasswordSettings(
    LoginOptions login, int maxChecks, Duration cacheAge, boolean bearerTokens) {
  private static final HeaderName AUTHORIZATION = new HeaderName("authorization");

  static PasswordSettings read(SettingTexts texts, TrustSettings trust, List<String> warnings) {
    boolean bearerTokens = bearerTokens(texts, trust, warnings);
    return new PasswordSettings(
        new LoginOptions(
            fallback(texts, trust, bearerTokens, warnings),
            texts.required(Keys.LOGIN_PAGE),
            texts.value(Keys.SIGN_OUT_URL)),
        texts.value(Keys.PASSWORD_CHECKS).orElse(Runtime.getRuntime().availableProcessors()),
        texts.required(Keys.STALENESS),
        bearerTokens);
  }

  private static boolean bearerTokens(
      SettingTexts texts, TrustSettings trust, List<String> warnings) {
    if (!texts.required(Keys.BEARER_TOKENS)) {
      return false;
    }
    if (trust.headersEnabled() && trust.judge().headers().contains(AUTHORIZATION)) {
      throw new SettingException(
          texts.name(Keys.BEARER_TOKENS)
              + ": contradicts the source of identity, which reads the header "
              + AUTHORIZATION
              + " too, so that a token would have two meanings: let the proxy send its assertion in"
              + " another header");
    }
    if (trust.failIfHeaderMissing()) {
      warnings.add(hasNoEffect(texts, Keys.BEARER_TOKENS, "true"));
      return false;
    }
    return true;
  }

  private static String hasNoEffect(SettingTexts texts, SettingKey<?> key, Object value) {
    return texts.name(key)
        + ": "
        + value
        + " has no effect, because "
        + texts.name(Keys.FAIL_IF_HEADER_MISSING)
        + " is set";
  }

  private static Fallback fallback(
      SettingTexts texts, TrustSettings trust, boolean bearerTokens, List<String> warnings) {
    Fallback fallback = texts.required(Keys.FALLBACK);
    if (trust.failIfHeaderMissing() && fallback != Fallback.NONE) {
      warnings.add(hasNoEffect(texts, Keys.FALLBACK, fallback));
      return Fallback.NONE;
    }
    if (!trust.headersEnabled() && fallback == Fallback.NONE && !bearerTokens) {
      warnings.add(
          texts.name(Keys.FALLBACK)
              + ": is NONE while "
              + texts.name(Keys.ENABLED)
              + " is false, so that no login is possible");
    }
    return fallback;
  }
}
