// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatepass.GroupsSource;
import org.gatepass.internal.certificate.CertificateHeader;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.CallerNameTransform;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.IdentityHeaderRules;
import org.gatepass.internal.identity.IdentityHeaders;
import org.gatepass.internal.identity.IdentityRules;
import org.gatepass.internal.settings.ExternalConfiguration.Origin;
import org.gatepass.spi.IdentitySource;

/**
 * The source that names the caller of a trusted request: the identity headers, a client certificate
 * in a header, or a module. Immutable.
 *
 * @param source the source
 * @param groupsSource where the groups of a header caller come from
 * @param headerNames the headers of the source, by the keys of their settings
 */
record IdentitySettings(
    IdentitySource source, GroupsSource groupsSource, SortedMap<String, HeaderName> headerNames) {
  private static final List<SettingKey<HeaderName>> IDENTITY_HEADERS =
      List.of(
          Keys.CALLER_HEADER,
          Keys.GROUPS_HEADER,
          Keys.EMAIL_HEADER,
          Keys.NAME_HEADER,
          Keys.ID_HEADER);
  private static final List<SettingKey<HeaderName>> CERTIFICATE_HEADERS =
      List.of(Keys.CERTIFICATE_HEADER, Keys.CERTIFICATE_VERIFY_HEADER);

  /**
   * Reads the settings.
   *
   * @param enabled whether headers are read at all
   */
  static IdentitySettings read(
      SettingTexts texts, Modules modules, boolean enabled, List<String> warnings) {
    Optional<Modules.Source> module = enabled ? modules.source(texts) : Optional.empty();
    Optional<CertificateHeader> certificate =
        enabled ? CertificateSettings.source(texts) : Optional.empty();
    checkOneSource(texts, module, certificate);
    if (module.isPresent()) {
      return ofModule(texts, module.get(), warnings);
    }
    if (certificate.isPresent()) {
      checkNotExtended(texts, modules, certificate.get());
      checkNoIdHeader(texts, texts.name(Keys.CERTIFICATE_HEADER));
      warnings.addAll(ignoredHeaders(texts, texts.name(Keys.CERTIFICATE_HEADER)));
      return new IdentitySettings(
          certificate.get(), GroupsSource.STORE, headerNames(texts, CERTIFICATE_HEADERS));
    }
    IdentitySource headers = new IdentityHeaders(headerRules(texts, warnings));
    return new IdentitySettings(
        enabled ? modules.extended(headers, texts) : headers,
        groupsOfHeaders(texts),
        headerNames(texts, IDENTITY_HEADERS));
  }

  private static IdentitySettings ofModule(
      SettingTexts texts, Modules.Source module, List<String> warnings) {
    checkNoIdHeader(texts, module.module());
    if (texts.find(Keys.GROUPS_MAPPING).isEmpty()) {
      warnings.add(groupsIgnored(texts, "of " + module.module()));
    }
    warnings.addAll(ignoredHeaders(texts, module.module()));
    SortedMap<String, HeaderName> names = new TreeMap<>();
    names.put(
        texts.prefix() + "." + module.module(), new HeaderName(module.source().callerHeader()));
    return new IdentitySettings(module.source(), texts.required(Keys.GROUPS_SOURCE), names);
  }

  /** Two sources that may disagree would need a rule that decides between them. */
  private static void checkOneSource(
      SettingTexts texts,
      Optional<Modules.Source> module,
      Optional<CertificateHeader> certificate) {
    if (module.isPresent() && certificate.isPresent()) {
      throw texts.violation(
          Keys.CERTIFICATE_HEADER,
          certificate.get().callerHeader(),
          "contradicts the settings of "
              + module.get().module()
              + ": only one of them may name the caller");
    }
  }

  private static void checkNotExtended(
      SettingTexts texts, Modules modules, CertificateHeader certificate) {
    modules
        .extending(certificate, texts)
        .ifPresent(
            module -> {
              throw texts.violation(
                  Keys.CERTIFICATE_HEADER,
                  certificate.callerHeader(),
                  "contradicts the settings of "
                      + module
                      + ": they extend the identity headers, which are not read");
            });
  }

  /** An id that is not compared would admit another person of the same name without a sign. */
  private static void checkNoIdHeader(SettingTexts texts, String source) {
    texts
        .value(Keys.ID_HEADER)
        .ifPresent(
            header -> {
              throw texts.violation(
                  Keys.ID_HEADER,
                  header.toString(),
                  "contradicts "
                      + source
                      + ", which names the caller; unset it, since it is not read");
            });
  }

  private static IdentityHeaderRules headerRules(SettingTexts texts, List<String> warnings) {
    HeaderName groupsHeader = texts.value(Keys.GROUPS_HEADER).orElse(null);
    if (groupsHeader != null && texts.find(Keys.GROUPS_MAPPING).isEmpty()) {
      warnings.add(groupsIgnored(texts, "in " + groupsHeader));
    }
    try {
      return new IdentityHeaderRules(
          texts.required(Keys.CALLER_HEADER),
          groupsHeader,
          texts.required(Keys.GROUPS_SEPARATOR),
          texts.required(Keys.GROUPS_REPEATED),
          texts.value(Keys.EMAIL_HEADER).orElse(null),
          texts.value(Keys.NAME_HEADER).orElse(null),
          texts.value(Keys.ID_HEADER).orElse(null),
          texts.required(Keys.HEADER_CHARSET),
          texts.required(Keys.HEADER_ENCODING));
    } catch (IllegalArgumentException rule) {
      throw new SettingException(
          "gatepass: the settings contradict each other: " + rule.getMessage());
    }
  }

  private static String groupsIgnored(SettingTexts texts, String place) {
    return texts.name(Keys.GROUPS_MAPPING)
        + ": is not set, so that all groups "
        + place
        + " are ignored (example: "
        + Keys.GROUPS_MAPPING.example()
        + ")";
  }

  private static GroupsSource groupsOfHeaders(SettingTexts texts) {
    GroupsSource source = texts.required(Keys.GROUPS_SOURCE);
    if (source == GroupsSource.HEADER && texts.find(Keys.GROUPS_HEADER).isEmpty()) {
      throw texts.missing(Keys.GROUPS_HEADER, texts.name(Keys.GROUPS_SOURCE) + " is HEADER");
    }
    // So that sessions do not keep groups of a header that is no longer configured.
    return texts.find(Keys.GROUPS_HEADER).isEmpty() ? GroupsSource.STORE : source;
  }

  /** Warnings about configured identity headers that are ignored because of another source. */
  private static List<String> ignoredHeaders(SettingTexts texts, String source) {
    List<String> warnings = new ArrayList<>();
    for (SettingKey<HeaderName> key : IDENTITY_HEADERS) {
      if (texts.find(key).filter(found -> found.origin() != Origin.DEFINITION).isPresent()) {
        warnings.add(texts.name(key) + ": is ignored, because " + source + " names the caller");
      }
    }
    return warnings;
  }

  private static SortedMap<String, HeaderName> headerNames(
      SettingTexts texts, List<SettingKey<HeaderName>> keys) {
    SortedMap<String, HeaderName> names = new TreeMap<>();
    for (SettingKey<HeaderName> key : keys) {
      HeaderName header = texts.value(key).orElse(null);
      if (header != null) {
        names.put(texts.name(key), header);
      }
    }
    return names;
  }

  /** The rules for what the source names, which are the same for each source. */
  static IdentityRules rules(SettingTexts texts) {
    int maxLength = texts.required(Keys.CALLER_NAME_MAX_LENGTH);
    CallerNameRule nameRule =
        texts
            .value(Keys.CALLER_NAME_PATTERN)
            .map(pattern -> CallerNameRule.matching(pattern, maxLength))
            .orElseGet(() -> CertificateSettings.standardNames(texts, maxLength));
    return new IdentityRules(
        nameRule,
        texts.value(Keys.CALLER_NAME_TRANSFORM).orElse(CallerNameTransform.none()),
        texts.value(Keys.GROUPS_MAPPING).orElse(GroupsMapping.none()),
        texts.required(Keys.GROUPS_SEPARATOR));
  }
}
