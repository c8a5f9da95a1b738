// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.time.Duration;
import java.util.List;
import org.gatepass.Fallback;
import org.gatepass.LoginOptions;

/**
 * The settings about password logins. Immutable.
 *
 * @param login how people log in and out
 * @param maxChecks how many passwords are checked at a time, from 1
 * @param cacheAge how long HTTP Basic caches a verified password
 */
public record PasswordSettings(LoginOptions login, int maxChecks, Duration cacheAge) {

  static PasswordSettings read(SettingTexts texts, TrustSettings trust, List<String> warnings) {
    return new PasswordSettings(
        new LoginOptions(
            fallback(texts, trust.headersEnabled(), trust.failIfHeaderMissing(), warnings),
            texts.required(Keys.LOGIN_PAGE),
            texts.value(Keys.SIGN_OUT_URL)),
        texts.value(Keys.PASSWORD_CHECKS).orElse(Runtime.getRuntime().availableProcessors()),
        texts.required(Keys.STALENESS));
  }

  private static Fallback fallback(
      SettingTexts texts, boolean enabled, boolean failIfHeaderMissing, List<String> warnings) {
    Fallback fallback = texts.required(Keys.FALLBACK);
    if (failIfHeaderMissing && fallback != Fallback.NONE) {
      warnings.add(
          texts.name(Keys.FALLBACK)
              + ": "
              + fallback
              + " has no effect, because "
              + texts.name(Keys.FAIL_IF_HEADER_MISSING)
              + " is set");
      return Fallback.NONE;
    }
    if (!enabled && fallback == Fallback.NONE) {
      warnings.add(
          texts.name(Keys.FALLBACK)
              + ": is NONE while "
              + texts.name(Keys.ENABLED)
              + " is false, so that no login is possible");
    }
    return fallback;
  }
}
