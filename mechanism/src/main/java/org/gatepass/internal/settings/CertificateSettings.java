// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatepass.GroupsSource;
import org.gatepass.internal.certificate.CertificateCaller;
import org.gatepass.internal.certificate.CertificateHeader;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameRule;

/** Reads the settings about the client's certificate in a header. */
final class CertificateSettings {
  /** The keys that have an effect only with {@link Keys#CERTIFICATE_HEADER}. */
  private static final List<SettingKey<?>> DETAILS =
      List.of(
          Keys.CERTIFICATE_FORMAT,
          Keys.CERTIFICATE_VERIFY_HEADER,
          Keys.CERTIFICATE_CALLER,
          Keys.CERTIFICATE_ISSUERS);

  private CertificateSettings() {}

  /** The reader of certificates; empty if no header is configured. */
  static Optional<CertificateHeader> source(SettingTexts texts) {
    Optional<HeaderName> header = texts.value(Keys.CERTIFICATE_HEADER);
    if (header.isEmpty()) {
      DETAILS.stream()
          .filter(key -> isChosen(texts, key))
          .findFirst()
          .ifPresent(
              key -> {
                throw texts.missing(Keys.CERTIFICATE_HEADER, texts.name(key) + " is");
              });
      return Optional.empty();
    }
    checkGroupsSource(texts);
    try {
      return Optional.of(
          new CertificateHeader(
              header.get(),
              texts.required(Keys.CERTIFICATE_FORMAT),
              texts.value(Keys.CERTIFICATE_VERIFY_HEADER).orElse(null),
              texts.required(Keys.CERTIFICATE_CALLER),
              Set.copyOf(texts.value(Keys.CERTIFICATE_ISSUERS).orElse(List.of()))));
    } catch (IllegalArgumentException rule) {
      throw texts.missing(Keys.CERTIFICATE_ISSUERS, String.valueOf(rule.getMessage()));
    }
  }

  /** Whether a value differs from the default of the definition. */
  private static boolean isChosen(SettingTexts texts, SettingKey<?> key) {
    return texts
        .find(key)
        .filter(found -> !found.text().equals(SettingTexts.defaultOf(key)))
        .isPresent();
  }

  private static void checkGroupsSource(SettingTexts texts) {
    if (texts.required(Keys.GROUPS_SOURCE) == GroupsSource.HEADER) {
      throw texts.violation(
          Keys.GROUPS_SOURCE,
          GroupsSource.HEADER.name(),
          "contradicts "
              + texts.name(Keys.CERTIFICATE_HEADER)
              + ": a certificate contains no groups");
    }
  }

  /** The standard rule for caller names, which accepts the names in certificates too. */
  static CallerNameRule standardNames(SettingTexts texts, int maxLength) {
    if (texts.find(Keys.CERTIFICATE_HEADER).isEmpty()) {
      return CallerNameRule.standard(maxLength);
    }
    CertificateCaller caller = texts.required(Keys.CERTIFICATE_CALLER);
    return CallerNameRule.standardOr(caller::isOwnForm, maxLength);
  }
}
