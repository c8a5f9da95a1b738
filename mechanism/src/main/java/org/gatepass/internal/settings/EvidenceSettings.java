// SPDX-License-Identifier: Apache-2.0
package org.gatepass.internal.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gatepass.internal.header.HeaderName;
import org.gatepass.internal.trust.AddressCheck;
import org.gatepass.internal.trust.CertificateCheck;
import org.gatepass.internal.trust.CidrBlock;
import org.gatepass.internal.trust.ProxyTrust;
import org.gatepass.internal.trust.SecretCheck;
import org.gatepass.internal.trust.SharedSecrets;
import org.gatepass.internal.trust.TrustedProxies;
import org.gatepass.spi.EvidenceCheck;
import org.gatepass.spi.IdentitySource;
import org.jspecify.annotations.Nullable;

/**
 * The evidence that a trusted peer must show. Immutable.
 *
 * @param proxies the addresses of trusted proxies
 * @param trust the checks of a request
 */
record EvidenceSettings(TrustedProxies proxies, ProxyTrust trust) {

  /**
   * Reads the settings.
   *
   * @param source the source of identity, which may be evidence too
   * @param enabled whether headers are read at all
   */
  static EvidenceSettings read(
      SettingTexts texts, IdentitySource source, boolean enabled, List<String> warnings) {
    List<EvidenceCheck> secret = secretCheck(texts, enabled);
    boolean evidenceInRequest = !secret.isEmpty() || source instanceof EvidenceCheck;
    TrustedProxies proxies = trustedProxies(texts, enabled, evidenceInRequest, warnings);
    return new EvidenceSettings(proxies, new ProxyTrust(checks(texts, proxies, secret, source)));
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
  private static List<EvidenceCheck> secretCheck(SettingTexts texts, boolean enabled) {
    HeaderName secretHeader = texts.value(Keys.SHARED_SECRET_HEADER).orElse(null);
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
}
