// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatepass.TrustReport;

/**
 * The checked settings in force. Immutable and safe for use by many threads.
 *
 * @param trust the proxy, and what a trusted request names
 * @param session sessions and their cookies
 * @param password password logins
 * @param accounts accounts and their groups
 * @param integration how the server calls this library
 * @param prefix the prefix of each key
 * @param report the settings that have a value, with secrets hidden
 * @param warnings the warnings for the operator
 */
public record MechanismSettings(
    TrustSettings trust,
    SessionSettings session,
    PasswordSettings password,
    AccountSettings accounts,
    Integration integration,
    String prefix,
    List<TrustReport.Setting> report,
    List<String> warnings) {
  private static final Duration MAX_AGE = Duration.ofHours(12);

  /** Shorter, because no account can end such a login earlier. */
  private static final Duration MAX_AGE_WITHOUT_ACCOUNTS = Duration.ofHours(1);

  /** The error for an unavailable module where {@link #integration} demands it. */
  public SettingException noModule(String reason) {
    return Keys.INTEGRATION
        .under(prefix)
        .violation(Integration.MODULE.name(), "is not available here: " + reason);
  }

  /** The error for an unavailable mechanism where {@link #integration} demands it. */
  public SettingException noMechanism(String reason) {
    return Keys.INTEGRATION
        .under(prefix)
        .violation(Integration.MECHANISM.name(), "is not available here: " + reason);
  }

  /** A line for the start of the log: what is checked in place of addresses. */
  public Optional<String> evidenceNote() {
    return trust
        .evidenceWithoutAddress()
        .map(
            kinds ->
                Keys.TRUSTED_PROXIES.under(prefix).name()
                    + " is any: Gatepass checks no address. It trusts each request with this"
                    + " evidence: "
                    + String.join(", ", kinds));
  }

  /**
   * Reads the texts and checks them against each other.
   *
   * @param found the texts
   * @param modules the modules that may name the caller
   * @param withoutAccounts whether header callers are accepted by a store without accounts
   */
  static MechanismSettings of(SettingTexts found, Modules modules, boolean withoutAccounts) {
    if (!found.areHeaderLoginsOff()) {
      return read(withMaxAge(found, withoutAccounts), modules);
    }
    // Recovery access needs a start with settings that are wrong, so these are warnings here.
    try {
      return read(withMaxAge(found, withoutAccounts), modules);
    } catch (SettingException wrong) {
      SettingTexts valid = withMaxAge(found.withoutHeaderLogins(), withoutAccounts);
      MechanismSettings settings = read(valid, modules);
      return settings.withWarning(
          wrong.getMessage()
              + "; ignored with all settings of header logins, because "
              + found.name(Keys.ENABLED)
              + " is false");
    }
  }

  /** The texts with the default maximum age of a remembered login. */
  private static SettingTexts withMaxAge(SettingTexts texts, boolean withoutAccounts) {
    boolean endsByAgeAlone = withoutAccounts && texts.required(Keys.PERSISTENT);
    return texts.withDefault(
        Keys.SESSION_MAX_AGE, (endsByAgeAlone ? MAX_AGE_WITHOUT_ACCOUNTS : MAX_AGE).toString());
  }

  private MechanismSettings withWarning(String warning) {
    List<String> all = new ArrayList<>(warnings);
    all.add(warning);
    return new MechanismSettings(
        trust, session, password, accounts, integration, prefix, report, List.copyOf(all));
  }

  private static MechanismSettings read(SettingTexts texts, Modules modules) {
    List<String> warnings = new ArrayList<>(texts.warnings());
    TrustSettings trust = TrustSettings.read(texts, modules, warnings);
    PasswordSettings password = PasswordSettings.read(texts, trust, warnings);
    return new MechanismSettings(
        trust,
        SessionSettings.read(texts, trust),
        password,
        AccountSettings.read(texts, warnings),
        texts.required(Keys.INTEGRATION),
        texts.prefix(),
        report(texts),
        List.copyOf(warnings));
  }

  private static List<TrustReport.Setting> report(SettingTexts texts) {
    List<TrustReport.Setting> settings = new ArrayList<>();
    for (SettingKey<?> key : texts.keys()) {
      ExternalConfiguration.Found found = texts.find(key).orElse(null);
      if (found != null) {
        settings.add(
            new TrustReport.Setting(
                texts.name(key), key.shown(found.text()), found.origin().toString()));
      }
    }
    return List.copyOf(settings);
  }
}
