// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gatepass.GroupsSource;
import org.gatepass.internal.certificate.CertificateHeader;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.identity.CallerNameRule;
import org.gatepass.internal.identity.CallerNameTransform;
import org.gatepass.internal.identity.GroupsMapping;
import org.gatepass.internal.identity.HeaderJudge;
import org.gatepass.internal.identity.IdentityHeaderRules;
import org.gatepass.internal.identity.IdentityHeaders;
import org.gatepass.internal.identity.IdentityRules;
import org.gatepass.internal.trust.AddressCheck;
import org.gatepass.internal.trust.CertificateCheck;
import org.gatepass.internal.trust.CidrBlock;
import org.gatepass.internal.trust.ClientAddress;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.internal.trust.SecretCheck;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.IdentitySource;
import org.jspecify.annotations.Nullable;

/**
 * The settings about the proxy, and about what a trusted request names. Immutable.
 *
 * @param headersEnabled whether headers are read at all
 * @param judge decides whether a request is trusted, and reads what it asserts
 * @param clientAddress finds the client's address for log and events
 * @param secretHeader the header to hide from the application, or null
 * @param groupsSource where the groups of a header caller come from
 * @param failIfHeaderMissing whether each request without a trusted header is rejected
 * @param headerNames the configured headers, by the keys of their settings
 */
public record TrustSettings(
    boolean headersEnabled,
    HeaderJudge judge,
    ClientAddress clientAddress,
    @Nullable HeaderName secretHeader,
    GroupsSource groupsSource,
    boolean failIfHeaderMissing,
    SortedMap<String, HeaderName> headerNames) {
  private static final List<SettingKey<HeaderName>> IDENTITY_HEADERS =
      List.of(Keys.CALLER_HEADER, Keys.GROUPS_HEADER, Keys.EMAIL_HEADER, Keys.NAME_HEADER);
  private static final List<SettingKey<HeaderName>> CERTIFICATE_HEADERS =
      List.of(Keys.CERTIFICATE_HEADER, Keys.CERTIFICATE_VERIFY_HEADER);
  private static final List<SettingKey<HeaderName>> OTHER_HEADERS =
      List.of(Keys.SHARED_SECRET_HEADER, Keys.CLIENT_IP_HEADER);

  static TrustSettings read(SettingTexts texts, Modules modules, List<String> warnings) {
    boolean enabled = texts.required(Keys.ENABLED);
    HeaderName secretHeader = texts.value(Keys.SHARED_SECRET_HEADER).orElse(null);
    Optional<Modules.Source> module = enabled ? modules.source(texts) : Optional.empty();
    Optional<CertificateHeader> certificate =
        enabled ? CertificateSettings.source(texts) : Optional.empty();
    checkOneSource(texts, module, certificate);
    module.ifPresent(found -> warnings.addAll(warnings(texts, found.module())));
    certificate.ifPresent(
        found -> warnings.addAll(ignoredHeaders(texts, texts.name(Keys.CERTIFICATE_HEADER))));
    IdentitySource source =
        module
            .map(Modules.Source::source)
            .or(() -> certificate)
            .orElseGet(() -> identityHeaders(texts, modules, enabled, warnings));
    List<EvidenceCheck> secret = secretCheck(texts, secretHeader, enabled);
    boolean evidenceInRequest = !secret.isEmpty() || source instanceof EvidenceCheck;
    TrustedProxies proxies = trustedProxies(texts, enabled, evidenceInRequest, warnings);
    ProxyTrust trust = new ProxyTrust(checks(texts, proxies, secret, source));
    HeaderJudge judge = judge(texts, trust, source);
    HeaderName clientIpHeader = texts.required(Keys.CLIENT_IP_HEADER);
    checkClientIpHeader(texts, clientIpHeader, judge.headers());
    return new TrustSettings(
        enabled,
        judge,
        new ClientAddress(clientIpHeader, proxies),
        secretHeader,
        certificate.isPresent() ? GroupsSource.STORE : groupsSource(texts, module.isPresent()),
        enabled && texts.required(Keys.FAIL_IF_HEADER_MISSING),
        headerNames(texts, module, certificate.isPresent()));
  }

  private static IdentitySource identityHeaders(
      SettingTexts texts, Modules modules, boolean enabled, List<String> warnings) {
    IdentitySource headers = new IdentityHeaders(headerRules(texts, warnings));
    return enabled ? modules.extended(headers, texts) : headers;
  }

  /** The evidence of a trusted request where the peer's address is none of it; else empty. */
  Optional<List<String>> evidenceWithoutAddress() {
    List<String> kinds = judge.evidenceKinds();
    return headersEnabled && !kinds.contains(AddressCheck.KIND)
        ? Optional.of(kinds)
        : Optional.empty();
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

  /** The check of the source comes last: it may verify a signature, and request keys for it. */
  private static List<EvidenceCheck> checks(
      SettingTexts texts,
      TrustedProxies proxies,
      List<EvidenceCheck> secret,
      IdentitySource source) {
    List<EvidenceCheck> checks = new ArrayList<>();
    if (!proxies.isAny()) {
      checks.add(new AddressCheck(proxies));
    }
    checks.addAll(secret);
    texts
        .value(Keys.PROXY_CERTIFICATES)
        .ifPresent(certificates -> checks.add(new CertificateCheck(certificates)));
    if (source instanceof EvidenceCheck check) {
      checks.add(check);
    }
    return checks;
  }

  /** The check of the secret; empty if no secret is configured. */
  private static List<EvidenceCheck> secretCheck(
      SettingTexts texts, @Nullable HeaderName secretHeader, boolean enabled) {
    Supplier<SharedSecrets> secrets = secrets(texts, secretHeader != null, enabled);
    return secretHeader == null || secrets == null
        ? List.of()
        : List.of(new SecretCheck(secretHeader, secrets));
  }

  private static @Nullable Supplier<SharedSecrets> secrets(
      SettingTexts texts, boolean headerSet, boolean enabled) {
    SharedSecrets fixed = texts.value(Keys.SHARED_SECRETS).orElse(null);
    Path file = texts.value(Keys.SHARED_SECRETS_FILE).orElse(null);
    if (fixed != null && file != null) {
      throw texts.violation(
          Keys.SHARED_SECRETS_FILE,
          file.toString(),
          "contradicts " + texts.name(Keys.SHARED_SECRETS) + ": only one of them may be set");
    }
    if (fixed == null && file == null) {
      if (headerSet && enabled) {
        throw texts.missing(
            Keys.SHARED_SECRETS,
            texts.name(Keys.SHARED_SECRET_HEADER)
                + " is, and "
                + texts.name(Keys.SHARED_SECRETS_FILE)
                + " is not");
      }
      return null;
    }
    if (!headerSet) {
      throw texts.missing(
          Keys.SHARED_SECRET_HEADER,
          texts.name(fixed == null ? Keys.SHARED_SECRETS_FILE : Keys.SHARED_SECRETS) + " is");
    }
    return file == null ? () -> fixed : secretsFile(texts, file);
  }

  private static SecretsFile secretsFile(SettingTexts texts, Path file) {
    try {
      return SecretsFile.open(texts.name(Keys.SHARED_SECRETS_FILE), file);
    } catch (IllegalArgumentException rule) {
      throw Keys.SHARED_SECRETS_FILE
          .under(texts.prefix())
          .violation(file.toString(), rule.getMessage());
    }
  }

  private static TrustedProxies trustedProxies(
      SettingTexts texts, boolean enabled, boolean evidenceInRequest, List<String> warnings) {
    TrustedProxies proxies =
        texts.value(Keys.TRUSTED_PROXIES).orElseGet(() -> new TrustedProxies(List.of()));
    if (proxies.isAny()) {
      if (evidenceInRequest) {
        return proxies;
      }
      if (enabled) {
        throw texts.violation(Keys.TRUSTED_PROXIES, proxies.toString(), missingSecret(texts));
      }
      // No header is read, and no peer is trusted.
      return new TrustedProxies(List.of());
    }
    if (enabled && proxies.blocks().isEmpty()) {
      throw texts.missing(
          Keys.TRUSTED_PROXIES, "a header is trusted only from a trusted proxy's address");
    }
    for (CidrBlock block : proxies.blocks()) {
      if (block.isWiderThan256()) {
        warnings.add(
            texts.name(Keys.TRUSTED_PROXIES)
                + ": "
                + block
                + " holds more than 256 addresses; each of them may name any caller");
      }
    }
    return proxies;
  }

  private static String missingSecret(SettingTexts texts) {
    String rule =
        "requires "
            + texts.name(Keys.SHARED_SECRET_HEADER)
            + " with "
            + texts.name(Keys.SHARED_SECRETS)
            + " or "
            + texts.name(Keys.SHARED_SECRETS_FILE)
            + ", or a signed assertion: otherwise each client could name any caller";
    return texts.find(Keys.PROXY_CERTIFICATES).isEmpty()
        ? rule
        : rule
            + "; "
            + texts.name(Keys.PROXY_CERTIFICATES)
            + " is not enough, because some servers read certificates from a header";
  }

  private static HeaderJudge judge(SettingTexts texts, ProxyTrust trust, IdentitySource source) {
    try {
      return new HeaderJudge(trust, source, identityRules(texts));
    } catch (IllegalArgumentException rule) {
      throw new SettingException(
          "gatepass: the settings contradict each other: " + rule.getMessage());
    }
  }

  private static IdentityRules identityRules(SettingTexts texts) {
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

  /** Clients may write this header, so it must not be a header that is trusted. */
  private static void checkClientIpHeader(
      SettingTexts texts, HeaderName clientIpHeader, List<HeaderName> others) {
    for (HeaderName other : others) {
      if (other.equals(clientIpHeader) || other.hasAlias(clientIpHeader.name())) {
        throw texts.violation(
            Keys.CLIENT_IP_HEADER,
            clientIpHeader.name(),
            "is the header of another setting, or too similar to it: " + other);
      }
    }
  }

  private static GroupsSource groupsSource(SettingTexts texts, boolean fromModule) {
    GroupsSource source = texts.required(Keys.GROUPS_SOURCE);
    if (fromModule) {
      return source;
    }
    if (source == GroupsSource.HEADER && texts.find(Keys.GROUPS_HEADER).isEmpty()) {
      throw texts.missing(Keys.GROUPS_HEADER, texts.name(Keys.GROUPS_SOURCE) + " is HEADER");
    }
    // So that sessions do not keep groups of a header that is no longer configured.
    return texts.find(Keys.GROUPS_HEADER).isEmpty() ? GroupsSource.STORE : source;
  }

  private static List<String> warnings(SettingTexts texts, String module) {
    List<String> warnings = new ArrayList<>();
    if (texts.find(Keys.GROUPS_MAPPING).isEmpty()) {
      warnings.add(groupsIgnored(texts, "of " + module));
    }
    warnings.addAll(ignoredHeaders(texts, module));
    return warnings;
  }

  /** Warnings about configured identity headers in whose place another source is read. */
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
      SettingTexts texts, Optional<Modules.Source> module, boolean certificate) {
    SortedMap<String, HeaderName> names = new TreeMap<>();
    List<SettingKey<HeaderName>> keys = new ArrayList<>(OTHER_HEADERS);
    if (module.isPresent()) {
      Modules.Source found = module.get();
      names.put(
          texts.prefix() + "." + found.module(), new HeaderName(found.source().callerHeader()));
    } else {
      keys.addAll(certificate ? CERTIFICATE_HEADERS : IDENTITY_HEADERS);
    }
    for (SettingKey<HeaderName> key : keys) {
      HeaderName header = texts.value(key).orElse(null);
      if (header != null) {
        names.put(texts.name(key), header);
      }
    }
    return names;
  }
}
